/// In what two states of a Service differ as far as its load balancer is concerned. Raw values are safe as metric labels.
public enum ServiceDifference: String, Sendable, Hashable, CaseIterable {
    /// One wants a load balancer from us, the other does not: its type or class changed.
    case wanted
    /// `spec.loadBalancerSourceRanges`.
    case sourceRanges = "source_ranges"
    /// `spec.ports`, in order.
    case ports
    /// `spec.sessionAffinity`.
    case sessionAffinity = "session_affinity"
    /// `spec.sessionAffinityConfig`.
    case sessionAffinityConfig = "session_affinity_config"
    /// `spec.loadBalancerIP`.
    case loadBalancerIP = "load_balancer_ip"
    /// `spec.externalIPs`, in order.
    case externalIPs = "external_ips"
    /// Any annotation.
    case annotations
    /// It is another Service of the same name.
    case uid
    /// `spec.externalTrafficPolicy`.
    case externalTrafficPolicy = "external_traffic_policy"
    /// `spec.healthCheckNodePort`.
    case healthCheckNodePort = "health_check_node_port"
    /// The number of `spec.ipFamilies`.
    case ipFamilies = "ip_families"
}
