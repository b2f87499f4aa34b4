/// How one object names another in Octavia's answers: `{"id": "…"}`.
public struct Reference<Resource>: Decodable, Sendable, Hashable {
    /// The id of the other object.
    public let id: ID<Resource>
}
