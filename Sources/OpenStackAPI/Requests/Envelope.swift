import FoundationEssentials

/// The single-key object in which OpenStack wraps whatever it sends and takes: `{"loadbalancer": {…}}`.
struct Envelope<Content> {
    /// The key, known only where a request is built.
    struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    let key: String
    let content: Content
}

extension Envelope: Sendable where Content: Sendable {}

extension Envelope: Encodable where Content: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(content, forKey: Key(stringValue: key))
    }
}

extension Envelope: DecodableWithConfiguration where Content: Decodable {
    init(from decoder: any Decoder, configuration key: String) throws {
        self.key = key
        content = try decoder.container(keyedBy: Key.self).decode(Content.self, forKey: Key(stringValue: key))
    }

    static func decode(_ body: [UInt8], key: String) throws -> Self {
        try JSONDecoder().decode(Self.self, from: Data(body), configuration: key)
    }
}
