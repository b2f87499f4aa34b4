/// A list, as `Decodable` types ask for it.
struct YAMLUnkeyedContainer: UnkeyedDecodingContainer {
    private let decoder: YAMLNodeDecoder
    private let elements: [YAMLNode]
    private(set) var currentIndex = 0

    init(decoder: YAMLNodeDecoder, elements: [YAMLNode]) {
        self.decoder = decoder
        self.elements = elements
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    mutating func decodeNil() throws -> Bool {
        guard try element().node.isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try element().decode(type)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try take().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try take().unkeyedContainer() }

    mutating func superDecoder() throws -> any Decoder { try take() }

    private mutating func take() throws(YAMLError) -> YAMLNodeDecoder {
        let element = try element()
        currentIndex += 1
        return element
    }

    private func element() throws(YAMLError) -> YAMLNodeDecoder {
        guard !isAtEnd else { throw decoder.error(.missing, "the list ends after \(elements.count) elements") }
        return decoder.child(elements[currentIndex], .index(currentIndex))
    }
}
