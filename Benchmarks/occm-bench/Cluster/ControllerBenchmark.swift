import Sandbox

/// What `occm run` costs its cluster, its cloud and its machine: the real program between a sandbox's Kubernetes and cloud.
struct ControllerBenchmark {
    let occm: String

    private static let nodes = 10
    private static let probes = 100
    private static let stuck = 50
    /// Even a tenth sooner it is longer than what one resync listed is shared with others, and than memory is waited for.
    private static let resyncPeriod = "--service-resync-period=70s"

    /// A hundred Services, and what may happen to them.
    func hundred() async throws -> Table {
        let services = 100
        let figures = try await ClusterStage.with(occm: occm, nodes: Self.nodes) { stage in
            let fleet = Fleet(stage: stage, services: services)
            var figures = try await begin(fleet, requestsPerSecond: 20)
            figures += try await fleet.restartWithout(node: 1)
            figures += try await rest(fleet)
            return figures + (try await endure(Fleet(stage: stage, services: services + Self.probes)))
        }
        return Table(Self.title(services), figures, note: Self.note)
    }

    /// A thousand Services, in the end among five thousand nodes.
    func thousand() async throws -> Table {
        let services = 1_000
        let figures = try await ClusterStage.with(occm: occm, nodes: Self.nodes) { stage in
            let fleet = Fleet(stage: stage, services: services)
            var figures = try await begin(fleet, requestsPerSecond: 100)
            // More at once than by default, for this is about exactness.
            figures += try await fleet.restartWithout(node: 1, cap: 100)
            try stage.addLargeNodes(5_000)
            return figures + (try await carry(fleet)) + (try await interrupt(fleet))
        }
        return Table(Self.title(services), figures, note: Self.note)
    }

    private static func title(_ services: Int) -> String {
        "`occm run`, \(services) Services of \(ClusterStage.ports) ports, \(nodes) nodes"
    }

    private static let note = ""
}

/// The acts.
extension ControllerBenchmark {
    /// All Services are created, and a node joins.
    private func begin(_ fleet: Fleet, requestsPerSecond rate: Int) async throws -> [Figure] {
        let controller = try fleet.stage.start("--kube-api-qps=\(rate)", "--kube-api-burst=\(rate)")
        let created = try await fleet.create(controller, rate: rate)
        let joined = try await fleet.join(controller, node: 1)
        try await controller.stop()
        return created + joined
    }

    /// Nothing happens to these Services any more; others are created while they rest.
    private func rest(_ fleet: Fleet) async throws -> [Figure] {
        let controller = try fleet.stage.start(Self.resyncPeriod, "-v=4")
        let restarted = try await fleet.restart("restart, nothing changed", controller)
        let probe = LatencyProbe(stage: fleet.stage)
        let wait = try await probe.percentile99(of: 0..<Self.probes, named: "idle")
        let figures = Figure.tell([
            .time("a Service is created: first change in OpenStack (99th percentile)", wait, atMost: .milliseconds(250))
        ])
        let resynced = try await fleet.resync(controller)
        try await controller.stop()
        return restarted + figures + resynced
    }

    /// The project fills with what others own, and then many load balancers get stuck.
    private func endure(_ fleet: Fleet) async throws -> [Figure] {
        let (stage, foreign) = (fleet.stage, 5_000)
        try stage.addForeignLoadBalancers(foreign)
        let controller = try stage.start()
        let restarted = try await fleet.restart(
            "restart among \(foreign) foreign load balancers",
            controller,
            foreign: foreign
        )
        let alone = try await stage.timeToServe("alone", controller)
        let frozen = try stage.loadBalancers(2 * Self.stuck)
        try stage.freeze(frozen.prefix(Self.stuck))
        // Until occm has seen that they do not settle.
        try await controller.sleep(until: .now + .seconds(5))
        let beside = try await stage.timeToServe("beside", controller)
        try await stage.haveFrozen(frozen.suffix(Self.stuck), by: controller)
        let amid = try await stage.timeToServe("amid", controller)
        try await controller.stop()
        // It settles for a second, and is looked at after one and after two.
        let limit = ClusterStage.settle * 2.5
        return restarted
            + Figure.tell([
                .time("a Service is created: it has its address", alone, atMost: limit),
                .time(
                    "… while others have \(Self.stuck) load balancers stuck in PENDING_UPDATE",
                    beside,
                    atMost: limit
                ),
                .time("… while \(Self.stuck) more are stuck by changes of occm itself", amid, atMost: limit),
            ])
    }

    /// What a controller holds that knows a large cluster.
    private func carry(_ fleet: Fleet) async throws -> [Figure] {
        let stage = fleet.stage
        let controller = try stage.start(Self.resyncPeriod, "-v=4")
        let synced = try await stage.wait(until: "it watches", controller, every: .milliseconds(5)) {
            stage.cluster.openWatches == 2
        }
        let (processorTime, listed) = (controller.processorTime, controller.memory)
        let restarted = try await fleet.restart("restart among 5000 nodes more, nothing changed", controller)
        let whole = controller.processorTime
        try await controller.sleep(until: synced + .seconds(60))
        let (memory, peak) = (controller.memory, controller.peakMemory)
        let figures = Figure.tell([
            .time("… processor time until all is listed", processorTime, atMost: .seconds(1.5)),
            .time("… processor time until all are looked at", whole, atMost: .seconds(10)),
            .bytes("… memory held then (VmRSS)", listed, atMost: 110_000_000),
            .bytes("… memory held a minute later (VmRSS)", memory, atMost: 64_000_000),
            .bytes("… most memory held (VmHWM)", peak, atMost: 110_000_000),
        ])
        let resynced = try await fleet.resync(controller)
        try await controller.stop()
        return restarted + figures + resynced
    }

    /// Services are created while all others are looked at after a restart.
    private func interrupt(_ fleet: Fleet) async throws -> [Figure] {
        let stage = fleet.stage
        let controller = try stage.start()
        try await stage.wait(until: "it looks at load balancers", controller) {
            stage.cloud.counts["GET /load-balancer/v2.0/lbaas/loadbalancers/{id}/status", default: 0] > 0
        }
        let probe = LatencyProbe(stage: stage)
        let wait = try await probe.percentile99(of: 0..<Self.probes, named: "early")
        try await controller.stop()
        return Figure.tell([
            .time(
                "a Service is created meanwhile: first change in OpenStack (99th percentile)",
                wait,
                atMost: .seconds(1)
            )
        ])
    }
}
