import KeystoneAuth
import OctaviaLB
import OpenStackAPI

extension Stage {
    /// Deletes what a scenario has left, however it ended.
    func clear() async throws {
        try cloud.failWork(on: nil)
        for user in [CloudUser.k8s, .admin] {
            let session = try session(of: user)
            try await cloud.clear(tagged: tag, through: session)
            for loadBalancer in try await session.list(LoadBalancer.list(.name(loadBalancerName))) {
                try await cloud.delete(loadBalancer.id, through: session)
            }
        }
    }

    /// The name that occm gives to the Service's load balancer.
    var loadBalancerName: String { "kube_service_\(Self.cluster.name)_default_\(name)" }

    /// Waits until a load balancer has settled, whatever as; gives up after five minutes.
    func settled(_ id: LoadBalancerID, through session: any OpenStackSession) async throws -> LoadBalancer? {
        try await cloud.settled(id, through: session)
    }
}
