import Sandbox

/// What the controllers of Nodes and of routes to their pods cost a large cluster: the real program between a sandbox's
/// Kubernetes and cloud.
struct NodeBenchmark {
    let occm: String

    private static let nodes = 5_000
    private static let joining = 100
    /// How often all Nodes are compared with their servers: often enough to see it.
    private static let refreshPeriod = Duration.seconds(35)
    private static let routePeriod = Duration.seconds(5)

    /// Nodes join, addresses are refreshed, nothing happens, and occm is started again.
    func run() async throws -> Table {
        let figures = try await ClusterStage.with(occm: occm, nodes: Self.nodes) { stage in
            try stage.settleNodes(Self.nodes)
            try stage.addServers(Self.nodes + 1...Self.nodes + Self.joining)
            let controller = try start(stage)
            let synced = try await stage.wait(until: "it watches", controller, every: .milliseconds(5)) {
                stage.cluster.openWatches == 1
            }
            try await stage.waitUntilSilent(controller)
            var figures = try await join(stage, controller)
            figures += try await refresh(stage, controller, at: synced + Self.refreshPeriod)
            figures += try await rest(stage, controller)
            figures += try await carry(controller, since: synced)
            try await controller.stop()
            return figures + (try await restart(stage))
        }
        return Table("`occm run`, \(Self.nodes) Nodes with routes to their pods", figures)
    }

    private func start(_ stage: ClusterStage) throws -> Controller {
        try stage.start(
            controllers: "cloud-node,cloud-node-lifecycle,route",
            "--cluster-cidr=\(ClusterStage.podNetworks)",
            "--node-status-update-frequency=\(Self.refreshPeriod.components.seconds)s",
            "--route-reconciliation-period=\(Self.routePeriod.components.seconds)s"
        )
    }
}

/// The acts.
extension NodeBenchmark {
    /// Many servers become Nodes at once.
    private func join(_ stage: ClusterStage, _ controller: Controller) async throws -> [Figure] {
        let numbers = Self.nodes + 1...Self.nodes + Self.joining
        stage.cloud.forgetCalls()
        stage.cluster.forgetCalls()
        let began = ContinuousClock.now
        try stage.register(numbers)
        let end = try await stage.wait(until: "all Nodes are initialised", controller) {
            let calls = NodeCalls(stage)
            return calls.patches.whole >= Self.joining && calls.patches.status >= 2 * Self.joining
                && numbers.allSatisfy(stage.isInitialised)
        }
        try await stage.waitUntilSilent(controller)
        let calls = NodeCalls(stage)
        // Addresses first, then all else, at Kubernetes' usual 20 writes a second after 30 at once.
        let floor = Duration.seconds(Double(2 * Self.joining - 30) / 20)
        return Figure.tell([
            .time("\(Self.joining) Nodes join: all are initialised and reachable", end - began, atMost: floor * 2),
            .count("… pages of servers and ports", calls.pages, atMost: 2 * Self.pages, of: calls),
            // Where somebody else was faster, once more.
            .count("… changes of ids, labels and taints", calls.patches.whole, atMost: Self.joining * 5 / 4, of: calls),
            // One of addresses; two of the condition: no routes yet, and routes.
            .count("… changes of addresses and conditions", calls.patches.status, atMost: 3 * Self.joining, of: calls),
            .count("… changes of ports", calls.portWrites, exactly: Self.joining, of: calls),
            .count(
                "… reads and changes of the router, other calls",
                calls.all - calls.pages - calls.portWrites,
                atMost: 60,
                of: calls
            ),
        ])
    }

    /// All Nodes are compared with their servers once more, although nothing changed.
    private func refresh(
        _ stage: ClusterStage,
        _ controller: Controller,
        at time: ContinuousClock.Instant
    ) async throws -> [Figure] {
        guard ContinuousClock.now < time - .seconds(2) else {
            throw controller.failure("it did not rest in time, so the refresh can't be told from what was before")
        }
        try await controller.sleep(until: time - .seconds(2))
        stage.cloud.forgetCalls()
        stage.cluster.forgetCalls()
        let before = controller.processorTime
        let began = try await stage.wait(until: "addresses are refreshed", controller, every: .milliseconds(5)) {
            NodeCalls(stage).pages > 0
        }
        let end = try await stage.waitUntilSilent(controller)
        let calls = NodeCalls(stage)
        return Figure.tell([
            .time("addresses are refreshed, nothing changed", end - began, atMost: .seconds(5)),
            .time("… processor time", controller.processorTime - before, atMost: .seconds(1.5)),
            .count("… pages of servers and ports", calls.pages, atMost: Self.pages, of: calls),
            .count("… other calls to OpenStack", calls.all - calls.pages, atMost: 3, of: calls),
            .count("… changes of Nodes and in OpenStack", calls.changes, exactly: 0, of: calls),
        ])
    }

    /// Nothing happens.
    private func rest(_ stage: ClusterStage, _ controller: Controller) async throws -> [Figure] {
        let periods = 4
        stage.cloud.forgetCalls()
        stage.cluster.forgetCalls()
        let before = controller.processorTime
        try await controller.sleep(until: .now + Self.routePeriod * periods)
        let calls = NodeCalls(stage)
        guard calls.routerReads >= periods - 1 else { throw controller.failure("the routes were not looked at") }
        return Figure.tell([
            .count(
                "rest, \(periods) periods of the routes: reads of the router",
                calls.routerReads,
                atMost: periods + 1,
                of: calls
            ),
            .time("… processor time", controller.processorTime - before, atMost: .seconds(1)),
            .count("… other calls to OpenStack", calls.all - calls.routerReads, exactly: 0, of: calls),
            .count("… changes of Nodes and in OpenStack", calls.changes, exactly: 0, of: calls),
        ])
    }

    private func carry(_ controller: Controller, since synced: ContinuousClock.Instant) async throws -> [Figure] {
        try await controller.sleep(until: synced + .seconds(60))
        return Figure.tell([
            .bytes("memory held a minute after the start (VmRSS)", controller.memory, atMost: 100_000_000),
            .bytes("… most memory held (VmHWM)", controller.peakMemory, atMost: 130_000_000),
        ])
    }

    /// The controller ends, and starts again; nothing changed meanwhile.
    private func restart(_ stage: ClusterStage) async throws -> [Figure] {
        let controller = try start(stage)
        let end = try await stage.waitUntilSilent(controller)
        let calls = NodeCalls(stage)
        let (time, memory) = (controller.processorTime, controller.peakMemory)
        try await controller.stop()
        return Figure.tell([
            .time("restart, nothing changed: all are looked at", end - controller.began, atMost: .seconds(5)),
            .time("… processor time", time, atMost: .seconds(3)),
            .bytes("… most memory held (VmHWM)", memory, atMost: 130_000_000),
            .count("… pages of servers and ports", calls.pages, atMost: Self.pages, of: calls),
            .count("… other calls to OpenStack", calls.all - calls.pages, atMost: 6, of: calls),
            .count("… changes of Nodes and in OpenStack", calls.changes, exactly: 0, of: calls),
            .count("… Nodes deleted", calls.deletions, exactly: 0, of: calls),
        ])
    }

    /// The pages of one look.
    private static var pages: Int { NodeCalls.pages(of: nodes + joining) }
}
