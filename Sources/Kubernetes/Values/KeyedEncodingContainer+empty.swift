extension KeyedEncodingContainer {
    /// Writes a text, list or map that has something in it.
    mutating func encodeUnlessEmpty(_ value: some Collection & Encodable, _ key: Key) throws {
        if !value.isEmpty { try encode(value, forKey: key) }
    }
}
