// To Kubernetes a key that is absent, one that is null and Go's zero value are the same.
extension KeyedDecodingContainer {
    /// The value of a key, or the given one when the key is absent or null.
    func decode<Value: Decodable>(_ key: Key, or absent: Value) throws -> Value {
        try decodeIfPresent(Value.self, forKey: key) ?? absent
    }

    /// A map of strings, in which null is the empty string.
    func decodeStrings(_ key: Key) throws -> [String: String] {
        try decode(key, or: [String: String?]()).mapValues { $0 ?? "" }
    }
}
