import CloudProvider
import KeystoneAuth
import Kubernetes
import OctaviaLB
import Planning
import Sandbox
import Testing

@testable import Scenarios

/// What the sandbox counts. Tokens and version discovery happen once a process and are left out; polls are looks at one
/// load balancer by its id.
@Suite("Calls are counted")
struct CallCountTests {
    private static let loadBalancers = "/load-balancer/v2.0/lbaas/loadbalancers"

    private struct Count {
        var writes: [String: Int] = [:]
        var reads = 0

        init(_ calls: [RecordedCall]) {
            for call in calls where !call.path.hasPrefix("/identity") && call.path.contains("/v2.0/") {
                if call.isWrite {
                    writes[call.template, default: 0] += 1
                } else if call.template != "GET \(loadBalancers)/{id}" {
                    reads += 1
                }
            }
        }
    }

    private func onStage(_ body: (Stage, Sandbox) async throws -> Void) async throws {
        let cloud = try await SandboxCloud.start()
        do {
            try await Stage.with(cloud) { stage in try await body(stage, cloud.sandbox) }
            try await cloud.stop()
        } catch {
            try await cloud.stop()
            throw error
        }
    }

    /// The calls of one process that plans and, if anything is to be done, applies: as `occm apply` does.
    private func calls(
        _ stage: Stage,
        _ sandbox: Sandbox,
        _ service: Service,
        nodes: Int = 3,
        configure: (inout CloudConfig) -> Void = { _ in }
    ) async throws -> Count {
        let occm = try stage.occm(configure: configure)
        let wish = LoadBalancerWish.served(by: BackendSet(of: stage.nodes(nodes)))
        sandbox.forgetCalls()
        let pass = try await occm.loadBalancers.pass(service, wish)
        if !pass.plan.steps.isEmpty {
            _ = try await occm.loadBalancers.converge(service, wish, from: pass) { _ in }
        }
        return Count(sandbox.calls)
    }

    private func service(_ stage: Stage) -> Service {
        stage.service(.tcp(80), .tcp(443), .udp(53)).annotated("enable-health-monitor", "true")
    }

    @Test("creating takes one POST of a load balancer, one of a floating IP, its tags, and at most 8 reads")
    func creation() async throws {
        try await onStage { stage, sandbox in
            let count = try await calls(stage, sandbox, service(stage))
            let writes = [
                "POST \(Self.loadBalancers)": 1, "POST /networking/v2.0/floatingips": 1,
                "PUT /networking/v2.0/floatingips/{id}/tags": 1,
            ]
            #expect(count.writes == writes)
            #expect(count.reads <= 8)
        }
    }

    @Test("creating where subnet and networks have to be found takes no more than 8 reads either")
    func creationWithoutConfiguration() async throws {
        try await onStage { stage, sandbox in
            let count = try await calls(stage, sandbox, service(stage)) { config in
                config.loadBalancer.subnetID = nil
                config.loadBalancer.networkID = nil
                config.loadBalancer.floatingNetworkID = nil
            }
            #expect(count.writes["POST \(Self.loadBalancers)"] == 1)
            #expect(count.reads <= 8)
        }
    }

    @Test("nothing to do takes no write, and at most 6 reads and one a pool")
    func noChange() async throws {
        try await onStage { stage, sandbox in
            try await stage.apply(service(stage))
            let count = try await calls(stage, sandbox, service(stage))
            #expect(count.writes.isEmpty)
            #expect(count.reads <= 6 + 3)
        }
    }

    @Test("a node more takes one PUT a pool")
    func nodeAdded() async throws {
        try await onStage { stage, sandbox in
            try await stage.apply(service(stage), nodes: stage.nodes(2))
            let count = try await calls(stage, sandbox, service(stage))
            #expect(count.writes == ["PUT /load-balancer/v2.0/lbaas/pools/{id}/members": 3])
        }
    }
}
