extension PlanValue: Codable {
    private enum PendingKey: String, CodingKey { case pending }

    /// A JSON value as itself; a pending one as `{"pending": "known after apply"}`.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: PendingKey.self) {
            self = .pending(try container.decode(String.self, forKey: .pending))
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .int(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else {
            self = .list(try container.decode([PlanValue].self))
        }
    }

    /// A JSON value as itself; a pending one as `{"pending": "known after apply"}`.
    public func encode(to encoder: any Encoder) throws {
        if case .pending(let text) = self {
            var container = encoder.container(keyedBy: PendingKey.self)
            try container.encode(text, forKey: .pending)
            return
        }
        var container = encoder.singleValueContainer()
        switch self {
        case .null, .pending: try container.encodeNil()
        case .string(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .bool(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        }
    }
}
