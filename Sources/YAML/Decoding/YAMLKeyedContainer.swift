/// A mapping, as `Decodable` types ask for it.
struct YAMLKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let decoder: YAMLNodeDecoder
    private let entries: [YAMLNode.Entry]
    private let indices: [String: Int]

    init(decoder: YAMLNodeDecoder, entries: [YAMLNode.Entry]) {
        self.decoder = decoder
        self.entries = entries
        indices = Dictionary(entries.enumerated().map { ($1.key, $0) }) { first, _ in first }
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { entries.compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool { indices[key.stringValue] != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try child(key.stringValue).node.isNull }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try child(key.stringValue).decode(type)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try child(key.stringValue).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try child(key.stringValue).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try child("super") }

    func superDecoder(forKey key: Key) throws -> any Decoder { try child(key.stringValue) }

    private func child(_ key: String) throws(YAMLError) -> YAMLNodeDecoder {
        guard let index = indices[key] else { throw decoder.missing(key) }
        return decoder.child(entries[index].value, .key(key))
    }
}
