import Sandbox

/// Many Services of one cluster, and what occm does for them.
struct Fleet {
    let stage: ClusterStage
    /// How many Services there are.
    let services: Int

    private var pools: Int { services * ClusterStage.ports }

    /// How long Octavia needs for so many changes of each load balancer, with as many at once as occm lets settle.
    private func floor(changes: Int, cap: Int = ClusterStage.settlingCap) -> Duration {
        ClusterStage.settle * ((services + cap - 1) / cap * changes)
    }

    /// How long so many calls of one OpenStack service take at the pace that occm keeps (`RequestRates`).
    private static func paced(reads: Int, changes: Int) -> Duration {
        .seconds(max(Double(reads) / 50, Double(changes) / 40))
    }

    /// How many pages a listing of the project has, foreign load balancers with a listener and a pool each included.
    private func pages(foreign: Int) -> Int {
        let children = services * ClusterStage.ports
        let lengths = [services + foreign, children + foreign, children + foreign, children, services]
        // A full page may be followed by an empty one.
        return lengths.map { $0 / 1000 + 1 }.reduce(0, +)
    }

    private var calls: CloudCalls { CloudCalls(stage.cloud.calls) }

    /// All get their load balancers.
    ///
    /// - Parameter rate: How many writes to the Kubernetes API occm may make a second: each Service takes two.
    func create(_ controller: Controller, rate: Int) async throws -> [Figure] {
        try stage.addServices(0..<services)
        let began = ContinuousClock.now
        let end = try await stage.waitUntilServed(services, controller)
        // Octavia is asked whether there is one, and for its tree; Neutron for a floating IP, and to tag it.
        let paced = max(
            .seconds(Double(2 * services) / Double(rate)),
            Self.paced(reads: 2 * services, changes: 2 * services)
        )
        let calls = calls
        return Figure.tell([
            .time("all created, each with its address", end - began, atMost: max(floor(changes: 1), paced) * 2),
            // The load balancer with all that is on it, the floating IP, and its tags.
            .count("… changes in OpenStack", calls.writes, exactly: 3 * services, of: calls),
            .count("… other calls", calls.all - calls.writes, atMost: 4 * services, of: calls),
        ])
    }

    /// A node joins, while everything about the load balancers is known.
    func join(_ controller: Controller, node: Int) async throws -> [Figure] {
        try await stage.waitUntilSilent(controller)
        stage.cloud.forgetCalls()
        let began = ContinuousClock.now
        try stage.addNode(node)
        let end = try await stage.waitUntilUpdated(pools: pools, controller)
        try await stage.waitUntilSilent(controller)
        let calls = calls
        return Figure.tell([
            .time("a node joins: all have it", end - began, atMost: floor(changes: ClusterStage.ports) * 1.5),
            .count("… pools that are given it", calls.updatedPools.count, exactly: pools, of: calls),
            .count("… changes in OpenStack", calls.writes, exactly: pools, of: calls),
            .count(
                "… other calls than looks whether they have settled",
                calls.all - calls.writes - calls.looks,
                exactly: 0,
                of: calls
            ),
        ])
    }

    /// A restart with nothing to do. Returns once occm rests.
    ///
    /// - Parameter foreign: How many load balancers the project has that are not the cluster's.
    func restart(_ what: String, _ controller: Controller, foreign: Int = 0) async throws -> [Figure] {
        let end = try await stage.waitUntilSilent(controller)
        let calls = calls
        // Reads are paced at 50 a second.
        let limit = Duration.seconds(2 + Double(services) / 25)
        return Figure.tell([
            .time("\(what): all are looked at", end - controller.began, atMost: limit),
            .count("… pages of listings", calls.pages, atMost: pages(foreign: foreign), of: calls),
            .count("… status trees", calls.trees, atMost: services, of: calls),
            .count("… other calls", calls.all - calls.pages - calls.trees, atMost: 20, of: calls),
            .count("… changes in OpenStack", calls.writes, exactly: 0, of: calls),
        ])
    }

    /// A restart after a node went while nobody looked.
    ///
    /// - Parameter cap: How many load balancers may settle at once.
    func restartWithout(node: Int, cap: Int = ClusterStage.settlingCap) async throws -> [Figure] {
        try stage.removeNode(node)
        let controller = try stage.start("--max-settling-load-balancers=\(cap)")
        let end = try await stage.waitUntilUpdated(pools: pools, controller)
        try await stage.waitUntilSilent(controller)
        let calls = calls
        try await controller.stop()
        // A tree, a look before the first change, and a list of members a pool.
        let paced = Self.paced(reads: services * (2 + ClusterStage.ports), changes: pools)
        return Figure.tell([
            .time(
                "restart, a node is gone: no pool has it",
                end - controller.began,
                atMost: (floor(changes: ClusterStage.ports, cap: cap) + paced) * 1.5
            ),
            .count("… pools from which it is taken", calls.updatedPools.count, exactly: pools, of: calls),
            .count("… changes in OpenStack", calls.writes, exactly: pools, of: calls),
        ])
    }

    /// All are looked at once more, although nothing changed.
    func resync(_ controller: Controller) async throws -> [Figure] {
        try await stage.waitUntilSilent(controller)
        guard controller.resyncs == 0 else { throw controller.failure("some were looked at once more too early") }
        stage.cloud.forgetCalls()
        try await stage.wait(until: "all are looked at once more", controller, every: .milliseconds(500)) {
            controller.resyncs >= services
        }
        let calls = calls
        return Figure.tell([
            .count("resync, nothing changed: pages of listings", calls.pages, atMost: pages(foreign: 0), of: calls),
            .count("… other calls", calls.all - calls.pages, atMost: 20, of: calls),
            .count("… changes in OpenStack", calls.writes, exactly: 0, of: calls),
        ])
    }
}

extension Controller {
    /// How many Services of a fleet were looked at although nothing had asked for it, as `-v=4` tells.
    fileprivate var resyncs: Int {
        said.split(separator: "\n").count { line in
            line.contains("service=\"default/web-") && line.contains("operation=\"ensure\" reasons=\"resync\"")
        }
    }

    /// Waits while it runs.
    func sleep(until end: ContinuousClock.Instant) async throws {
        try await Task.sleep(until: end)
        guard try isRunning() else { throw failure("it ended by itself") }
    }
}
