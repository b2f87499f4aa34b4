/// The kinds of resources that a load balancer is made of.
enum ResourceKind: Sendable, Hashable, CaseIterable {
    case loadBalancer, listener, pool, member, healthMonitor, l7Policy, l7Rule

    /// The name in Octavia's refusals.
    var title: String {
        switch self {
        case .loadBalancer: "Load Balancer"
        case .listener: "Listener"
        case .pool: "Pool"
        case .member: "Member"
        case .healthMonitor: "Health Monitor"
        case .l7Policy: "L7 Policy"
        case .l7Rule: "L7 Rule"
        }
    }

    /// The names in a quota; the second one is an older spelling.
    var quotaNames: [String] {
        switch self {
        case .loadBalancer: ["loadbalancer", "load_balancer"]
        case .listener: ["listener"]
        case .pool: ["pool"]
        case .member: ["member"]
        case .healthMonitor: ["healthmonitor", "health_monitor"]
        case .l7Policy: ["l7policy"]
        case .l7Rule: ["l7rule"]
        }
    }
}

/// One resource.
struct Reference: Sendable, Hashable {
    let kind: ResourceKind
    let id: String

    static func loadBalancer(_ id: String) -> Self { Self(kind: .loadBalancer, id: id) }
    static func listener(_ id: String) -> Self { Self(kind: .listener, id: id) }
    static func pool(_ id: String) -> Self { Self(kind: .pool, id: id) }
    static func member(_ id: String) -> Self { Self(kind: .member, id: id) }
    static func healthMonitor(_ id: String) -> Self { Self(kind: .healthMonitor, id: id) }
    static func l7Policy(_ id: String) -> Self { Self(kind: .l7Policy, id: id) }
    static func l7Rule(_ id: String) -> Self { Self(kind: .l7Rule, id: id) }
}
