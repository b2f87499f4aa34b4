import CloudProvider
import Glibc
import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import OctaviaLB
import Planning
import YAML

/// How long the deciding takes, without any network: it must not be felt in the largest clusters. Processor time, which is
/// the same as time on a core that nobody else uses.
struct PlanningBenchmark {
    private static let workload = Workload(ports: 10, nodes: 5_000)
    private static let allowed = Duration.milliseconds(50)
    private static let attempts = 10...100

    func run() async throws -> Table {
        let (workload, grown) = (Self.workload, Self.workload.grown)
        let (service, nodes) = try Self.read(workload)
        let cloud = OfflineCloud(cluster: ClusterIdentity(name: "bench"))
        let spec = try Self.spec(cloud.plan(service, nodes: BackendSet(of: nodes)))
        let grownSpec = try Self.spec(cloud.plan(service, nodes: BackendSet(of: try Self.read(grown).nodes)))
        let observation = LoadBalancerObservation(of: spec)
        let planner = Planner(capabilities: .init())
        let figures = [
            try await figure("Service and nodes to the plan of a new load balancer", steps: 3) {
                cloud.plan(service, nodes: BackendSet(of: nodes))
            },
            try await figure("nothing to do", steps: 0) { planner.plan(spec, against: observation) },
            try await figure("a node added", steps: workload.ports) { planner.plan(grownSpec, against: observation) },
        ]
        return Table("Planning \(workload.title): processor time", figures)
    }

    /// - Parameter steps: How many the plan must have: a wrong one would be measured in vain.
    private func figure(_ what: String, steps: Int, _ plan: () -> LoadBalancerPlan) async throws -> Figure {
        let time = try await Duration.least(of: Self.attempts, toKeep: Self.allowed) {
            let began = Self.processorTime
            let plan = plan()
            let elapsed = Self.processorTime - began
            guard plan.steps.count == steps else {
                throw BenchmarkFailure("planning, \(what): the plan has \(plan.steps.count) steps, not \(steps)")
            }
            return elapsed
        }
        return Figure(what: what, measured: .time(time), allowed: .time(Self.allowed))
    }

    private static var processorTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private static func read(_ workload: Workload) throws -> (service: Service, nodes: [Node]) {
        let files = [("service", workload.serviceManifest), ("nodes", workload.nodesManifest)]
        let manifests = Manifests.read(
            files: files.map { (name: $0.0, bytes: Array($0.1.utf8)) },
            limits: YAMLLimits(nodes: 1_000_000)
        )
        guard let service = manifests.services.first, manifests.problems.isEmpty else {
            throw BenchmarkFailure("the benchmark's manifests can't be read: \(manifests.problems)")
        }
        return (service.value, manifests.nodes.map(\.value))
    }

    /// The spec that a plan creates a load balancer from.
    private static func spec(_ plan: LoadBalancerPlan) throws -> LoadBalancerSpec {
        for step in plan.steps {
            if case .createLoadBalancer(let spec, populated: true) = step.operation { return spec }
        }
        throw BenchmarkFailure("the plan of a new load balancer does not create it: \(plan.notes)")
    }
}
