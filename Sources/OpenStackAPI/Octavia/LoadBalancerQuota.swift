import CurlTransport
import KeystoneAuth

/// How many objects of each kind a project may have; -1 means any number (Octavia API, "Quotas").
public struct LoadBalancerQuota: Decodable, Sendable, Hashable {
    /// Load balancers.
    public let loadBalancers: Int?
    /// Listeners.
    public let listeners: Int?
    /// Pools.
    public let pools: Int?
    /// Members.
    public let members: Int?
    /// Health monitors.
    public let healthMonitors: Int?

    /// Reads a project's quota.
    public static func get(project: String) -> Request<Self> {
        let path = "/lbaas/quotas/\(escaped(ID<Self>(project)))"
        return Request(APIRequest(.loadBalancer, .get, path, operation: "loadbalancer_quota_get"), envelope: "quota")
    }

    private enum CodingKeys: String, CodingKey {
        case loadBalancers = "load_balancer"
        case listeners = "listener"
        case pools = "pool"
        case members = "member"
        case healthMonitors = "health_monitor"
    }
}
