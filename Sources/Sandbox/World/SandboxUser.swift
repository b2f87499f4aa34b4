/// The users of every sandbox; all have the same password. The raw value is the cloud's name in clouds.yaml.
public enum SandboxUser: String, Sendable, CaseIterable {
    /// The one that occm runs as: member of the project `k8s`.
    case k8s
    /// Sees every project.
    case admin
    /// Member of the project `other`, whose networks have the same names.
    case stranger
    /// May only read in the project `k8s`.
    case observer
    /// Has a role in the project `k8s`, but none that allows anything with load balancers or networks.
    case nolb

    /// The password of all.
    public static let password = "loopback"

    /// The name in Keystone.
    public var name: String { self == .k8s ? "occm" : rawValue }

    /// The name of the project.
    public var project: String {
        switch self {
        case .k8s, .observer, .nolb: "k8s"
        case .admin: "admin"
        case .stranger: "other"
        }
    }

    /// The roles in the project.
    var roles: [String] {
        switch self {
        case .k8s, .stranger: ["load-balancer_member", "member", "creator", "reader"]
        case .admin: ["admin", "load-balancer_admin", "member", "reader"]
        case .observer: ["load-balancer_observer", "reader"]
        case .nolb: ["creator"]
        }
    }
}
