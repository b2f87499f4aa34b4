import FoundationEssentials

/// JSON as this client reads and writes it.
enum JSON {
    /// - Parameter texts: Where texts that recur are shared, of objects that are kept.
    static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        sharing texts: TextPool? = nil
    ) throws -> Value {
        let decoder = JSONDecoder()
        if let key = CodingUserInfoKey.texts { decoder.userInfo[key] = texts }
        return try decoder.decode(type, from: Data(bytes))
    }

    /// Members in alphabetical order, so that equal values are equal texts.
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }

    /// What is wrong with a text, and where.
    static func problem(_ error: any Error) -> String {
        let context: DecodingError.Context
        switch error as? DecodingError {
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .keyNotFound(_, let found),
            .dataCorrupted(let found):
            context = found
        default: return "it is not JSON"
        }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        return path.isEmpty ? context.debugDescription : "\(path.drop { $0 == "." }): \(context.debugDescription)"
    }
}

/// An object with `kind` and `apiVersion`, as request bodies need them.
struct Addressed<Object: KubernetesObject & Encodable>: Encodable {
    private enum CodingKeys: CodingKey {
        case kind, apiVersion
    }

    let object: Object

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Object.resource.kind, forKey: .kind)
        try container.encode(Object.resource.apiVersion, forKey: .apiVersion)
        try object.encode(to: encoder)
    }
}
