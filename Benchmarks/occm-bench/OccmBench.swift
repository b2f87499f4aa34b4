import ArgumentParser
import FoundationEssentials
import Glibc

/// `occm-bench`: measures occm as it is released, and fails beyond its limits.
@main
struct OccmBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "occm-bench",
        abstract: "Measure occm, and check that it keeps its limits.",
        discussion: """
            Measures the occm beside it; `make bench` builds both as releases are built. Everything is the best of several \
            attempts, since what else the machine does can only add to it.
            Exit codes: 0 every limit is kept, 1 one isn't.
            """
    )

    /// What can be measured by itself, in the order in which it is.
    enum Part: String, CaseIterable, ExpressibleByArgument {
        // First, while this process is small: a child's peak memory counts what it copied from here.
        case program
        case planning
        case transport
        case apply
        case nodes = "run-nodes"
        case hundredServices = "run-100"
        case thousandServices = "run-1000"
    }

    @Flag(help: "Write the tables into \(PerformancePage.path), once every limit is kept.")
    var write = false

    @Argument(
        help: "What to measure: \(Part.allCases.map(\.rawValue).joined(separator: ", ")); without any, everything."
    )
    var parts: [Part] = []

    func validate() throws {
        if write, !parts.isEmpty { throw ValidationError("--write is for everything: leave out what to measure") }
    }

    func run() async throws {
        let occm = try Self.neighbour("occm")
        let machine = try Machine.current()
        Self.show("\(machine)")
        var tables: [Table] = []
        for part in Part.allCases where parts.isEmpty || parts.contains(part) {
            let table = try await Self.measure(part, occm)
            Self.show("\n\(table)")
            tables.append(table)
        }
        let breaches = tables.flatMap(\.breaches)
        guard breaches.isEmpty else {
            throw BenchmarkFailure("limits are not kept:\n" + breaches.map { "  \($0)" }.joined(separator: "\n"))
        }
        if write { try PerformancePage.update(machine, tables) }
    }

    private static func measure(_ part: Part, _ occm: String) async throws -> Table {
        switch part {
        case .program: try await ProgramBenchmark(occm: occm).run()
        case .planning: try await PlanningBenchmark().run()
        case .transport: try await TransportBenchmark().run()
        case .apply: try await ConvergenceBenchmark(occm: occm).run()
        case .nodes: try await NodeBenchmark(occm: occm).run()
        case .hundredServices: try await ControllerBenchmark(occm: occm).hundred()
        case .thousandServices: try await ControllerBenchmark(occm: occm).thousand()
        }
    }

    /// Prints at once, also where nobody sees it but a log.
    private static func show(_ text: String) {
        print(text)
        fflush(nil)
    }

    /// The path of a program that was built together with this one.
    private static func neighbour(_ name: String) throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/" + name
        guard FileManager.default.isExecutableFile(atPath: String(path)) else {
            throw BenchmarkFailure("\(path) is missing: run `make bench`, which builds it")
        }
        return String(path)
    }
}

/// Why there is no result, or a bad one: for whoever runs the benchmarks.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
