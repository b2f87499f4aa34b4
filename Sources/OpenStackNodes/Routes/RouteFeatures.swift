import OpenStackAPI

/// What this Neutron offers for routes.
struct RouteFeatures: Sendable, Hashable {
    /// Whether routers have routes at all.
    var hasRoutes = true
    /// Whether routes can be added and removed without writing the others anew.
    var isAtomic = true
    /// Whether ports drop packets of pods unless they are told not to.
    var hasAddressPairs = true

    /// A Neutron that offers everything.
    init() {}

    /// What the extensions amount to.
    init(_ extensions: [NetworkExtension]) {
        let aliases = Set(extensions.map(\.alias))
        isAtomic = aliases.contains("extraroute-atomic")
        hasRoutes = isAtomic || aliases.contains("extraroute")
        hasAddressPairs = aliases.contains("allowed-address-pairs")
    }
}
