/// One condition of a listing. Conditions add up: what is listed passes all of them.
public struct Filter<Item>: Sendable, Hashable {
    /// The query parameter's name.
    let name: String
    /// Its value, not escaped. An empty one is refused when sent: services ignore it and would list everything.
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Objects of exactly this name.
    public static func name(_ name: String) -> Self { Self("name", name) }

    /// Objects that carry this tag.
    public static func tag(_ tag: String) -> Self { Self("tags", tag) }

    /// Objects that carry any of these tags (which hold no commas).
    public static func anyTag(_ tags: [String]) -> Self { Self("tags-any", tags.joined(separator: ",")) }

    /// Objects that carry all of these tags (which hold no commas).
    public static func tags(_ tags: [String]) -> Self { Self("tags", tags.joined(separator: ",")) }
}
