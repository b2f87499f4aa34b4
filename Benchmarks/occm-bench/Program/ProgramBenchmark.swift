import FoundationEssentials

/// What the program itself costs: its file, its start, its memory.
struct ProgramBenchmark {
    /// The path of the program, with its symbols.
    let occm: String

    private static let attempts = 20

    func run() async throws -> Table {
        var runs: [Command] = []
        for _ in 0..<Self.attempts { runs.append(try Command.run(occm, "version")) }
        let time = runs.map(\.elapsed).min() ?? .zero
        let memory = runs.map(\.peakMemory).min() ?? 0
        var table = Table(
            "The program",
            [
                Figure(
                    what: "`occm version`, start to end",
                    measured: .time(time),
                    allowed: .time(.milliseconds(30))
                ),
                Figure(
                    what: "`occm version`, most memory held",
                    measured: .bytes(memory),
                    allowed: .bytes(20_000_000)
                ),
                Figure(
                    what: "the binary, Swift's libraries in it, stripped",
                    measured: .bytes(try strippedSize()),
                    allowed: .bytes(40_000_000)
                ),
            ]
        )
        let modules = try heavyModules()
        table.rows.append([
            "Foundation beyond FoundationEssentials", modules.isEmpty ? "none" : modules.joined(separator: ", "),
            "none",
        ])
        table.breaches += modules.map { module in
            "\(module) is linked into occm, which adds up to 50 MB: find out who imports it, and use FoundationEssentials"
        }
        return table
    }

    private func strippedSize() throws -> Int {
        let stripped = occm + ".stripped"
        defer { try? FileManager.default.removeItem(atPath: stripped) }
        try Command.run("strip", "-o", stripped, occm)
        guard let size = try FileManager.default.attributesOfItem(atPath: stripped)[.size] as? any BinaryInteger else {
            throw BenchmarkFailure("\(stripped) has no size")
        }
        return Int(size)
    }

    /// The modules that occm must not be linked with, but is.
    private func heavyModules() throws -> [String] {
        let symbols = try Command.run("nm", "--format=posix", "--defined-only", occm).output
            .split(separator: UInt8(ascii: "\n"))
        let defines = { (module: String) in
            let prefix = "$s\(module.utf8.count)\(module)".utf8
            return symbols.contains { $0.starts(with: prefix) }
        }
        guard defines("FoundationEssentials") else {
            throw BenchmarkFailure(
                "\(occm) has no symbols of FoundationEssentials: build it with --static-swift-stdlib and don't strip it"
            )
        }
        return ["Foundation", "FoundationInternationalization", "FoundationXML", "FoundationNetworking"].filter(defines)
    }
}
