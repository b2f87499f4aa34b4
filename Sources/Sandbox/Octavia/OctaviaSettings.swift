/// What the operator of the simulated Octavia configures.
struct OctaviaSettings: Sendable {
    /// How long a change stays PENDING.
    var settleTime: Duration = .zero
    /// The largest page of a list (`pagination_max_limit`).
    var pageSize = 1000
    /// What is added to the clock for `created_at` and `updated_at`.
    var clockSkew: Duration = .zero
    /// Whether settled resources report health as amphorae do; otherwise they stay OFFLINE.
    var reportsHealth = true
    /// The newest API version announced is `v2.<this>`.
    var minorVersion = 30
    /// The enabled providers by name with their descriptions; `amphora` is the default one.
    var providers = Provider.standard
    /// The providers that answer 501 to a load balancer created together with its children.
    var providersWithoutFullyPopulatedCreate: Set<String> = []
    /// The quotas of projects that have none of their own; −1 is unlimited.
    var defaultQuota: [ResourceKind: Int] = [:]
}
