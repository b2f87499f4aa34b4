/// What an update does to a field that may be null: nothing, clear it, or set it.
public enum Patch<Value> {
    /// The field is not sent, so it stays as it is.
    case unset
    /// The field is sent as `null`, which clears it or restores the service's default.
    case null
    /// The field is sent with this value.
    case value(Value)
}

extension Patch: Sendable where Value: Sendable {}
extension Patch: Equatable where Value: Equatable {}
extension Patch: Hashable where Value: Hashable {}

extension Patch: Encodable where Value: Encodable {
    /// Encodes the value or `null`. A keyed container leaves an unset patch out altogether.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .unset, .null: try container.encodeNil()
        case .value(let value): try container.encode(value)
        }
    }
}

extension KeyedEncodingContainer {
    /// Chosen by synthesized `encode(to:)` for every property that is a ``Patch``: this is what leaves unset ones out.
    mutating func encode<Value: Encodable>(_ patch: Patch<Value>, forKey key: Key) throws {
        switch patch {
        case .unset: break
        case .null: try encodeNil(forKey: key)
        case .value(let value): try encode(value, forKey: key)
        }
    }
}

extension KeyedDecodingContainer {
    /// Chosen by synthesized `init(from:)` for every property that is an array: services leave lists out, or write
    /// `null`, where they mean an empty one.
    func decode<Element: Decodable>(_: [Element].Type, forKey key: Key) throws -> [Element] {
        try decodeIfPresent([Element].self, forKey: key) ?? []
    }

    /// Chosen by synthesized `init(from:)` for every property that is a dictionary, for the same reason.
    func decode<Value: Decodable>(_: [String: Value].Type, forKey key: Key) throws -> [String: Value] {
        try decodeIfPresent([String: Value].self, forKey: key) ?? [:]
    }
}
