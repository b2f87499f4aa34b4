import CurlTransport
import KeystoneAuth
import OctaviaLB
import OpenStackAPI

extension Stage {
    /// Deletes what a scenario has left, however it ended.
    func clear() async throws {
        try cloud.failWork(on: nil)
        for user in [CloudUser.k8s, .admin] {
            let session = try session(of: user)
            for loadBalancer in try await session.list(LoadBalancer.list(.tag(tag))) {
                try await delete(loadBalancer.id, through: session)
            }
            for loadBalancer in try await session.list(LoadBalancer.list(.name(loadBalancerName))) {
                try await delete(loadBalancer.id, through: session)
            }
            for floatingIP in try await session.list(FloatingIP.list(.tag(tag))) {
                try await session.deleteIfPresent(FloatingIP.delete(floatingIP.id))
            }
        }
    }

    /// The name that occm gives to the Service's load balancer.
    var loadBalancerName: String { "kube_service_\(Self.cluster.name)_default_\(name)" }

    /// Waits until a load balancer has settled, whatever as; gives up after five minutes.
    func settled(_ id: LoadBalancerID, through session: any OpenStackSession) async throws -> LoadBalancer? {
        for _ in 0..<300 {
            guard let seen = try await session.sendIfPresent(LoadBalancer.get(id)), seen.provisioningStatus != .deleted
            else { return nil }
            if !seen.provisioningStatus.isPending { return seen }
            try await cloud.clock.sleep(.seconds(1))
        }
        throw Deviation("the load balancer \(id) does not settle")
    }

    private func delete(_ id: LoadBalancerID, through session: any OpenStackSession) async throws {
        while try await settled(id, through: session) != nil {
            let query = [(name: "cascade", value: "true")]
            let path = "/lbaas/loadbalancers/\(id)"
            _ = try await session.send(
                APIRequest(.loadBalancer, .delete, path, query: query, operation: "loadbalancer_delete")
            )
        }
    }
}
