// The calls that every resource with a collection has; what a resource adds or restricts stands in its own file.

extension AddressableResource {
    /// Reads one object; a 404 is an error unless the caller asks with `sendIfPresent`.
    public static func get(_ id: ID<Self>) -> Request<Self> { endpoint.get(id) }

    /// Lists the objects that pass every filter.
    public static func list(_ filters: Filter<Self>...) -> Listing<Self> { endpoint.list(filters) }

    /// Lists the objects that pass every filter.
    public static func list(_ filters: [Filter<Self>]) -> Listing<Self> { endpoint.list(filters) }
}

/// A resource that occm creates.
public protocol CreatableResource: AddressableResource {
    /// The body of its POST: only what is set is sent.
    associatedtype Create: Encodable & Sendable
}

extension CreatableResource {
    /// Creates an object. The answer shows it as it starts out, usually pending.
    public static func create(_ body: Create) -> Request<Self> { endpoint.create(body) }

    /// Deletes one object; a 404 is an error unless the caller asks with `deleteIfPresent`.
    public static func delete(_ id: ID<Self>) -> Request<Void> { endpoint.delete(id) }
}

/// A resource that occm changes in place.
public protocol UpdatableResource: AddressableResource {
    /// The body of its PUT: only what is set is sent, and what is not sent stays as it is.
    associatedtype Update: Encodable & Sendable
}

extension UpdatableResource {
    /// Changes the fields that are set in `body`.
    public static func update(_ id: ID<Self>, _ body: Update) -> Request<Self> { endpoint.update(id, body) }
}
