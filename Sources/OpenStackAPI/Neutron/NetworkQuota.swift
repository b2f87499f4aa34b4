import CurlTransport
import KeystoneAuth

/// How many objects of each kind a project may have in Neutron, and has (Network API, "Show quota details").
public struct NetworkQuota: Decodable, Sendable, Hashable {
    /// Floating IPs.
    public let floatingIPs: Usage?
    /// Ports.
    public let ports: Usage?
    /// Security groups.
    public let securityGroups: Usage?
    /// Rules of security groups.
    public let securityGroupRules: Usage?

    /// The limit of one kind of object and how much of it is used.
    public struct Usage: Decodable, Sendable, Hashable {
        /// How many there may be; -1 means any number.
        public let limit: Int
        /// How many there are.
        public let used: Int
    }

    /// Reads a project's quota (needs Neutron's extension `quota_details`).
    public static func get(project: String) -> Request<Self> {
        let path = "/quotas/\(escaped(ID<Self>(project)))/details"
        return Request(APIRequest(.network, .get, path, operation: "network_quota_get"), envelope: "quota")
    }

    private enum CodingKeys: String, CodingKey {
        case floatingIPs = "floatingip"
        case ports = "port"
        case securityGroups = "security_group"
        case securityGroupRules = "security_group_rule"
    }
}
