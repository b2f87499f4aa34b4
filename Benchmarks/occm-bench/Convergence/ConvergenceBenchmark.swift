import FoundationEssentials
import Sandbox

/// How long `occm apply` takes, process start and log-in included, against a sandbox whose load balancers take a second
/// to settle.
struct ConvergenceBenchmark {
    let occm: String

    private static let settle = Duration.seconds(1)
    private static let workloads = [(1, 10), (2, 100), (10, 100)].map { Workload(ports: $0, nodes: $1) }
    /// Rounds go on after the least while a limit is not kept, up to the most.
    private static let rounds = 1...5

    func run() async throws -> Table {
        var options = Sandbox.Options()
        options.settings.settle = Self.settle
        let sandbox = try await Sandbox.start(options)
        let folder = occm + ".bench"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Self.write(sandbox.cloudConfig(), to: "\(folder)/cloud.conf")
        var table = Table(
            "`occm apply`",
            header: [""] + Act.allCases.map(\.rawValue),
            note: "The floor is the time that Octavia needs to settle the changes: nothing that waits for it is faster."
        )
        for workload in Self.workloads {
            let figures = try await figures(workload, sandbox, folder)
            let cells = zip(Act.allCases, figures).map { act, figure in
                "\(figure.measured) (floor \(act.settlings(workload)) s, allowed \(figure.allowed))"
            }
            table.rows.append([workload.title] + cells)
            table.breaches += figures.compactMap(\.breach)
        }
        try await sandbox.stop()
        return table
    }

    /// The best time of each act.
    private func figures(_ workload: Workload, _ sandbox: Sandbox, _ folder: String) async throws -> [Figure] {
        try Self.write(workload.serviceManifest, to: "\(folder)/service.yaml")
        try Self.write(workload.nodesManifest, to: "\(folder)/nodes.yaml")
        try Self.write(workload.grown.nodesManifest, to: "\(folder)/more-nodes.yaml")
        var figures: [Figure] = []
        for round in 1...Self.rounds.upperBound {
            let times = try Act.allCases.map { try time($0, workload, sandbox, folder) }
            figures = Act.allCases.indices.map { index in
                let (act, time) = (Act.allCases[index], Amount.time(times[index]))
                return Figure(
                    what: "`occm apply`, \(workload.title), \(act.rawValue)",
                    measured: figures.isEmpty ? time : min(time, figures[index].measured),
                    allowed: .time(Self.settle * act.settlings(workload) + act.allowance(workload))
                )
            }
            if round >= Self.rounds.lowerBound, figures.allSatisfy({ $0.breach == nil }) { break }
        }
        return figures
    }

    private func time(_ act: Act, _ workload: Workload, _ sandbox: Sandbox, _ folder: String) throws -> Duration {
        sandbox.forgetCalls()
        let nodes = act == .create || act == .noChange ? "nodes.yaml" : "more-nodes.yaml"
        let command = try Command.run(
            [
                occm, "apply", "--yes", "--cloud-config", "\(folder)/cloud.conf", "--cluster-uid", "bench",
                "-f", "\(folder)/service.yaml", "--nodes", "\(folder)/\(nodes)",
            ] + (act == .delete ? ["--destroy"] : [])
        )
        // Otherwise something else than the act was measured.
        let changes = sandbox.calls.count { $0.isWrite && $0.path.hasPrefix("/load-balancer") }
        guard changes == act.settlings(workload) else {
            throw BenchmarkFailure(
                "occm apply, \(workload.title), \(act.rawValue): \(changes) changes were made in Octavia, "
                    + "not \(act.settlings(workload)):\n\(command.text)"
            )
        }
        return command.elapsed
    }

    private static func write(_ text: String, to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
            throw BenchmarkFailure("\(path) can't be written")
        }
    }
}
