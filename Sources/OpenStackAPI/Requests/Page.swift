import FoundationEssentials

/// One page of a listing, and the marker of the page after it.
struct Page<Item: Decodable>: DecodableWithConfiguration {
    let items: [Item]
    /// `nil` on the last page.
    let nextMarker: String?

    /// Reads `{"<plural>": […], "<plural>_links": [{"rel": "next", "href": "…"}]}`.
    init(from decoder: any Decoder, configuration plural: String) throws {
        typealias Key = Envelope<Item>.Key
        let container = try decoder.container(keyedBy: Key.self)
        let linksKey = Key(stringValue: "\(plural)_links")
        let links = try container.decodeIfPresent([Link].self, forKey: linksKey) ?? []
        // The key is required: an answer without it is not an empty list.
        var list = try container.nestedUnkeyedContainer(forKey: Key(stringValue: plural))
        var items: [Item] = []
        items.reserveCapacity(list.count ?? 0)
        while !list.isAtEnd { items.append(try list.decode(Item.self)) }
        self.items = items
        nextMarker = try links.first { $0.rel == "next" }.map { next in
            guard let marker = Self.marker(inQueryOf: next.href) else {
                throw DecodingError.dataCorruptedError(
                    forKey: linksKey,
                    in: container,
                    debugDescription: "the link to the next page has no marker"
                )
            }
            return marker
        }
    }

    static func decode(_ body: [UInt8], plural: String) throws -> Self {
        try JSONDecoder().decode(Self.self, from: Data(body), configuration: plural)
    }

    /// The `marker` parameter of a URL. Nothing else of a link can be trusted: behind a TLS proxy its scheme is wrong,
    /// and Octavia leaves the filters out of its query.
    private static func marker(inQueryOf href: String) -> String? {
        let value = URLComponents(string: href)?.queryItems?.first { $0.name == "marker" }?.value
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    private struct Link: Decodable {
        let rel: String
        let href: String
    }
}
