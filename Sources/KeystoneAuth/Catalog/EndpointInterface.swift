/// Which of a service's endpoints is meant (Identity API v3, catalog, `interface`).
public enum EndpointInterface: String, Sendable, Hashable, CaseIterable {
    case `public`
    case `internal`
    case admin

    /// Reads a catalog's or configuration's word, also in the older form `publicURL`.
    public init?(_ word: String) {
        let name = word.hasSuffix("URL") ? String(word.dropLast(3)) : word
        self.init(rawValue: name)
    }
}
