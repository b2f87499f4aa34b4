import CurlTransport
public import KeystoneAuth
public import Kubernetes
public import OpenStackAPI

/// A cloud on which scenarios are played: the sandbox, or a real OpenStack on loopback.
///
/// Assumptions: the clusters' network has the nodes' addresses, and the stranger's project has namesakes of everything.
public protocol ScenarioCloud: Sendable {
    /// What is there before the first scenario.
    var facts: CloudFacts { get }
    /// The cloud's time; waiting by it costs a sandbox nothing.
    var clock: SessionClock { get }
    /// Tells this run's Services from those of others on the same cloud: a few letters and digits.
    var run: String { get }
    /// cloud.conf as occm is given it, with the credentials of ``CloudUser/k8s``.
    var configurationFile: String { get throws }

    /// cloud.conf with a user's credentials.
    func configuration(of user: CloudUser) throws -> CloudConfig

    /// From now on, Octavia's work on load balancers with this text in their names ends in ERROR; `nil` ends that.
    func failWork(on name: String?) throws
}

/// The users that every scenario cloud has.
public enum CloudUser: String, Sendable, CaseIterable {
    /// The one that occm runs as.
    case k8s
    /// Sees every project.
    case admin
    /// Of another project, with networks and a load balancer of the same names.
    case stranger
}

/// The ids of what a scenario cloud starts with.
public struct CloudFacts: Sendable {
    /// The project that occm works in.
    public var projectID: String
    /// An external network without a free address.
    public var exhaustedNetworkID: String
    /// The stranger's load balancer, named as the Service `default/web-service` of the cluster `kubernetes` would have it.
    public var strangerLoadBalancerID: String
    /// The cluster's nodes, three at least.
    public var nodes: [Node]
}

extension ScenarioCloud {
    /// Deletes every load balancer with a tag, with all its children, and every floating IP with it.
    public func clear(tagged tag: String, through session: any OpenStackSession) async throws {
        for loadBalancer in try await session.list(LoadBalancer.list(.tag(tag))) {
            try await delete(loadBalancer.id, through: session)
        }
        for floatingIP in try await session.list(FloatingIP.list(.tag(tag))) {
            try await session.deleteIfPresent(FloatingIP.delete(floatingIP.id))
        }
    }

    /// Deletes a load balancer with all its children, and waits until it is gone.
    public func delete(_ id: LoadBalancerID, through session: any OpenStackSession) async throws {
        while try await settled(id, through: session) != nil {
            let query = [(name: "cascade", value: "true")]
            let path = "/lbaas/loadbalancers/\(id)"
            _ = try await session.send(
                APIRequest(.loadBalancer, .delete, path, query: query, operation: "loadbalancer_delete")
            )
        }
    }

    /// Waits until a load balancer has settled, whatever as; gives up after five minutes. `nil` if it is gone.
    public func settled(_ id: LoadBalancerID, through session: any OpenStackSession) async throws -> LoadBalancer? {
        for _ in 0..<300 {
            guard let seen = try await session.sendIfPresent(LoadBalancer.get(id)), seen.provisioningStatus != .deleted
            else { return nil }
            if !seen.provisioningStatus.isPending { return seen }
            try await clock.sleep(.seconds(1))
        }
        throw Deviation("the load balancer \(id) does not settle")
    }

    /// The nodes in a manifest.
    static func nodes(in manifest: [UInt8]) throws -> [Node] {
        let manifests = Manifests.read(files: [(name: "nodes.yaml", bytes: manifest)])
        let problems = manifests.problems.map(\.description).joined(separator: "\n")
        try require(manifests.problems.isEmpty, "the cloud's nodes can't be read: \(problems)")
        return manifests.nodes.map(\.value)
    }
}
