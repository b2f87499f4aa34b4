/// What can be changed while the sandbox runs.
public struct SandboxSettings: Sendable, Hashable {
    /// How long a load balancer pends after each change.
    public var settle: Duration = .zero
    /// The largest page that Octavia, Neutron and Nova answer; `nil` means no paging unless the client asks,
    /// but for Nova, whose pages never have more than 1000 servers.
    public var pageSize: Int?
    /// How long a token lives.
    public var tokenLife: Duration = .seconds(3600)
    /// By how much Octavia's `updated_at` is off.
    public var clockSkew: Duration = .zero
    /// How many resources a project may have, by the service's name of the resource (`floatingip`, `load_balancer`,
    /// `listener`, `pool`, `member`, `healthmonitor`, `l7policy`); -1, like no entry, means unlimited.
    public var quotas: [String: Int] = [:]
    /// The newest API version that Octavia announces is `v2.` and this; what later versions brought still works.
    public var octaviaMinorVersion = 30
    /// Whether the provider takes a load balancer with its children in one POST.
    public var acceptsFullyPopulatedCreate = true
    /// The newest microversion of Nova is `2.` and this.
    public var novaMinorVersion = 104
    /// How many extra routes a router may have (the quota `router_route`).
    public var maxRoutes = 30
    /// The extensions, by alias, that Neutron lacks although the sandbox has them: `extraroute-atomic`.
    public var missingExtensions: Set<String> = []

    /// Creates the default settings.
    public init() {}
}
