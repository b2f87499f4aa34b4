import OrderedCollections

/// The pools in the creation of a load balancer, wherever they are defined: at the top, as a listener's default pool or
/// as an L7 policy's target. Elsewhere a pool may be referred to by its name alone.
struct PoolDefinitions {
    /// The definitions: first those at the top, then the others in the order of the listeners.
    private(set) var pools: [JSONObject]

    private var references: Set<String> = []

    /// Collects the definitions, and refuses pools without names, names given twice and names without definition.
    init(_ body: JSONObject) throws(OctaviaFault) {
        pools = body.objects("pools")
        for listener in body.objects("listeners") {
            try collect(listener["default_pool"]?.objectValue)
            for policy in listener.objects("l7policies") { try collect(policy["redirect_pool"]?.objectValue) }
        }
        let names = pools.map { $0.text("name") ?? "" }
        guard Set(names).count == names.count else {
            throw .validation("Pool names must be unique when creating a fully populated loadbalancer.")
        }
        for reference in references.sorted() where !names.contains(reference) {
            throw .validation("Pool '\(reference)' was referenced but no full definition was found.")
        }
    }

    private mutating func collect(_ pool: JSONObject?) throws(OctaviaFault) {
        guard let pool else { return }
        guard let name = pool.text("name"), !name.isEmpty else {
            throw .validation("Pools must be named when creating a fully populated loadbalancer.")
        }
        // What says more than its name and the two defaults that every body gets is a definition.
        if pool.count > 3 { pools.append(pool) } else { references.insert(name) }
    }
}
