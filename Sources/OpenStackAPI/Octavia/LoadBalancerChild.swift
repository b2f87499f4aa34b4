/// Something below a load balancer that has an id of its own: a listener, a pool, a health monitor, an L7 policy.
public protocol LoadBalancerChild: AddressableResource {
    /// The body of its POST: only what is set is sent.
    associatedtype Create: Encodable & Sendable
    /// The body of its PUT: only what is set is sent, and what is not sent stays as it is.
    associatedtype Update: Encodable & Sendable
}

extension LoadBalancerChild {
    /// Creates an object. The answer shows it as it starts out, pending.
    public static func create(_ body: Create) -> Mutation<Self> { Mutation(request: endpoint.create(body)) }

    /// Changes the fields that are set in `body`.
    public static func update(_ id: ID<Self>, _ body: Update) -> Mutation<Self> {
        Mutation(request: endpoint.update(id, body))
    }

    /// Deletes one object; a 404 is an error unless the mutation is sent by `deleteIfPresent`.
    public static func delete(_ id: ID<Self>) -> Mutation<Void> { Mutation(request: endpoint.delete(id)) }
}
