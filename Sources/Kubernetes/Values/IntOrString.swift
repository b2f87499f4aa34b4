/// A number, or a name that stands for one (apimachinery IntOrString).
public enum IntOrString: Codable, Hashable, Sendable, CustomStringConvertible {
    /// A number.
    case int(Int)
    /// A name.
    case string(String)

    /// Reads a number or a string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let int = try? container.decode(Int.self) {
            self = .int(int)
        } else {
            self = .string(try container.decode(String.self))
        }
    }

    /// Writes a number or a string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .int(let int): try container.encode(int)
        case .string(let string): try container.encode(string)
        }
    }

    /// The number or the name.
    public var description: String {
        switch self {
        case .int(let int): String(int)
        case .string(let string): string
        }
    }
}
