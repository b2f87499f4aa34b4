extension AddressableResource {
    /// Reads one object; a 404 is an error unless the request is sent by `sendIfPresent`.
    public static func get(_ id: ID<Self>) -> Request<Self> { endpoint.get(id) }

    /// Lists the objects that pass every filter.
    public static func list(_ filters: Filter<Self>...) -> Listing<Self> { endpoint.list(filters) }
}
