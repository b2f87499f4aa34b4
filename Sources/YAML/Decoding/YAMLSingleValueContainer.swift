/// A scalar, as `Decodable` types ask for it.
struct YAMLSingleValueContainer: SingleValueDecodingContainer {
    let decoder: YAMLNodeDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { decoder.node.isNull }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard case .bool(let value) = scalar?.kind else { throw decoder.mismatch("true or false") }
        return value
    }

    func decode(_ type: String.Type) throws -> String {
        guard let scalar else { throw decoder.mismatch("a string") }
        switch scalar.kind {
        case .string:
            return scalar.text
        case .bool, .integer, .float:
            guard decoder.takesAnyScalarAsString else { throw unquoted(scalar) }
            return scalar.text
        case .null:
            throw decoder.mismatch("a string")
        }
    }

    func decode(_ type: Double.Type) throws -> Double {
        guard let value = scalar?.double else { throw decoder.mismatch("a number") }
        return value
    }

    func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
    func decode(_ type: Int.Type) throws -> Int { try integer() }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
    func decode(_ type: UInt.Type) throws -> UInt { try integer() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: decoder) }

    private var scalar: YAMLScalar? {
        guard case .scalar(let scalar) = decoder.node.content else { return nil }
        return scalar
    }

    private func integer<Value: FixedWidthInteger>() throws(YAMLError) -> Value {
        guard let scalar else { throw decoder.mismatch("a whole number") }
        if let value = scalar.integer(as: Value.self) { return value }
        switch scalar.kind {
        case .integer:
            throw decoder.mismatch("a whole number from \(Value.min) to \(Value.max)")
        case .string where YAMLScalar(plain: scalar.text).kind == .integer:
            throw decoder.error(.mismatch, "expected a whole number, not a string; remove the quotes")
        case .null, .bool, .float, .string:
            throw decoder.mismatch("a whole number")
        }
    }

    /// The text itself is repeated only where it is one of YAML's words: it may be a password.
    private func unquoted(_ scalar: YAMLScalar) -> YAMLError {
        guard case .bool(let value) = scalar.kind else {
            return decoder.error(
                .mismatch,
                "expected a string, and this is read as a number; write it in quotes: \"…\""
            )
        }
        let quoted = "write it in quotes: \"\(scalar.text)\""
        return decoder.error(.mismatch, "expected a string, and \(scalar.text) is read as \(value); \(quoted)")
    }
}
