import Fuzzing
import Testing

@Suite("No input crashes or stalls a parser")
struct FuzzTests {
    /// Shared out among the parsers.
    private static let inputs = 100_000

    @Test("100,000 mutated inputs, at least 30 % of them valid", arguments: FuzzTargets.all.map(\.name))
    func parsers(name: String) async throws {
        let target = try #require(FuzzTargets.all.first { $0.name == name })
        let child = FuzzChild(target: target, seed: 1, count: Self.inputs / FuzzTargets.all.count)
        let outcome = try await child.run()
        guard case .finished(let valid) = outcome else {
            Issue.record(child.report(outcome))
            return
        }
        #expect(valid * 100 >= child.count * 30, "only \(valid) of \(child.count) inputs were valid")
        #expect(valid * 100 <= child.count * 90, "\(valid) of \(child.count) inputs were valid: too few are damaged")
    }

    @Test("everything that the inputs are made from is valid", arguments: FuzzTargets.all.map(\.name))
    func corpora(name: String) throws {
        let target = try #require(FuzzTargets.all.first { $0.name == name })
        for text in target.corpus { #expect(target.accepts(Array(text.utf8)), "\(text)") }
    }

    @Test("a crash is reported with the input that caused it")
    func crash() async throws {
        let child = FuzzChild(target: FuzzTargets.defective[0], seed: 1, count: 1000)
        let outcome = try await child.run()
        #expect(outcome == .crashed(index: try firstDefect(of: child)))
        #expect(child.report(outcome)?.rawValue.contains("x") == true)
    }

    @Test("a stall is ended and reported with the input that caused it")
    func stall() async throws {
        let child = FuzzChild(target: FuzzTargets.defective[1], seed: 2, count: 1000)
        #expect(try await child.run() == .stalled(index: firstDefect(of: child)))
    }

    @Test("the same seed and index make the same input, others make others")
    func determinism() throws {
        let target = try #require(FuzzTargets.all.first)
        let run = FuzzRun(target: target, seed: 7)
        let inputs = (0..<200).map(run.input)
        #expect(inputs == (0..<200).map(FuzzRun(target: target, seed: 7).input))
        #expect(Set(inputs).count > 180)
        #expect(inputs != (0..<200).map(FuzzRun(target: target, seed: 8).input))
    }

    /// The first input with the letter on which the defective parsers fail.
    private func firstDefect(of child: FuzzChild) throws -> UInt64 {
        let run = FuzzRun(target: child.target, seed: child.seed)
        return try #require((0..<UInt64(child.count)).first { run.input($0).contains(UInt8(ascii: "x")) })
    }
}
