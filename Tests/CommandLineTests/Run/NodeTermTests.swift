import Sandbox
import Testing

/// The controllers of Nodes and routes, from the flags to what they do, log and count.
@Suite("The controllers of Nodes while occm leads", .serialized, .timeLimit(.minutes(2)))
struct NodeTermTests {
    struct Story: Sendable, CustomTestStringConvertible {
        /// What happened before the controllers began.
        var testDescription: String
        var prepare: @Sendable (ClusterWorkplace) -> Void
        var flags: [String] = []
        var mayWrite = true
        /// What is logged, and how often at least.
        var log: [String: Int]
        /// What `/metrics` shows then.
        var metrics: [String]
        /// Every change that is asked for.
        var writes: [String]
        /// Which controllers run.
        var runs = ["cloud-node", "cloud-node-lifecycle"]

        init(
            _ name: String,
            _ prepare: @escaping @Sendable (ClusterWorkplace) -> Void,
            log: [String: Int],
            metrics: [String],
            writes: [String]
        ) {
            testDescription = name
            (self.prepare, self.log, self.metrics, self.writes) = (prepare, log, metrics, writes)
        }

        func with(_ edit: (inout Story) -> Void) -> Story {
            var story = self
            edit(&story)
            return story
        }
    }

    private static let lifecycle = ["--controllers=cloud-node-lifecycle", "--node-monitor-period=20ms"]
    private static let (asked, changed) = ("The cloud was asked about Nodes", "A Node was made true to its machine")
    private static let removed = "A Node was removed, since its machine is gone"
    private static let (patch, status) = ("PATCH /api/v1/nodes/{name}", "PATCH /api/v1/nodes/{name}/status")
    private static let delete = "DELETE /api/v1/nodes/{name}"

    private static let initialising = Story(
        "a Node waits for its cloud provider",
        { $0.register(2) },
        log: ["A Node is initialised": 1, changed: 3],
        metrics: ["node_controller_initial_node_sync_delay_seconds_count 1"],
        writes: [status, patch, patch, patch]
    ).with {
        $0.flags = ["--controllers=cloud-node"]; $0.runs = ["cloud-node"]
    }

    private static let losing = Story(
        "the servers of two in three Nodes are gone: one of the Nodes goes",
        { for node in 1...2 { $0.lose(node, deletes: true) } },
        log: [removed: 1, "A Node is not removed": 1],
        metrics: ["occm_node_removals_total 1"],
        writes: [delete]
    ).with {
        $0.flags = lifecycle; $0.runs = ["cloud-node-lifecycle"]
    }

    private static let routing = Story(
        "a Node has a pod network",
        { $0.give(1, "10.244.1.0/24") },
        log: ["Routes were changed": 2, "Routes were compared with Nodes": 2],
        metrics: ["occm_nodes_without_routes 0"],
        writes: [
            status, "PUT /networking/v2.0/ports/{id}", "PUT /networking/v2.0/routers/{id}/add_extraroutes",
        ]
    ).with {
        $0.flags = ["--controllers=route", "--cluster-cidr=10.244.0.0/16", "--route-reconciliation-period=50ms"]
        $0.runs = ["route"]
    }

    static let stories = [
        initialising,
        Story(
            "a server is shut down",
            { $0.lose(3, deletes: false) },
            log: [changed: 1],
            metrics: ["occm_node_changes_total 1", "occm_nodes_unknown 0"],
            writes: [patch]
        ).with {
            $0.flags = lifecycle; $0.runs = ["cloud-node-lifecycle"]
        },
        losing,
        losing.with {
            $0.testDescription = "the same, and all may go"
            $0.flags.append("--allow-mass-node-removal")
            $0.log = [removed: 2]
            $0.metrics = ["occm_node_removals_total 2", "occm_held_node_removals_total 0"]
            $0.writes = [delete, delete]
        },
        losing.with {
            $0.testDescription = "the same, and somebody else leads"
            $0.mayWrite = false
            $0.log = [asked: 3]
            $0.metrics = ["occm_node_removals_total 0", "occm_held_node_removals_total 0"]
            $0.writes = []
        },
        losing.with {
            $0.testDescription = "the same, and occm only observes"
            $0.flags.append("--observe-only")
            $0.log = ["Would change a Node": 2]
            $0.metrics = ["occm_node_removals_total 0", "occm_held_node_removals_total 0"]
            $0.writes = []
        },
        routing,
        routing.with {
            $0.testDescription = "the same, and occm only observes"
            $0.flags.append("--observe-only")
            $0.log = ["Would change routes": 1]
            $0.metrics = []
            $0.writes = []
        },
        routing.with {
            $0.testDescription = "the same, and routes are switched off"
            $0.flags = ["--configure-cloud-routes=false", "--cluster-cidr=10.244.0.0/16"]
            $0.log = [changed: 3]
            $0.metrics = []
            $0.writes = [patch, patch, patch]
            $0.runs = ["cloud-node", "cloud-node-lifecycle"]
        },
    ]

    @Test("do, log and count what they should", arguments: stories)
    func story(_ story: Story) async throws {
        try await NodeStage.with(story.flags, mayWrite: story.mayWrite, prepare: story.prepare) { stage in
            for (message, times) in story.log { await stage.wait(for: message, times: times) }
            let metrics = await stage.metrics()
            for line in story.metrics { #expect(metrics.contains(line)) }
            #expect(stage.writes.sorted() == story.writes.sorted())
            let running = metrics.filter { $0.hasPrefix("running_managed_controllers{") && $0.hasSuffix(" 1") }
            let names = running.compactMap { $0.firstMatch(of: /name="([^"]+)"/).map { String($0.1) } }
            #expect(names.sorted() == story.runs)
        }
    }
}
