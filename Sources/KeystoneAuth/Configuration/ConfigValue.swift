/// A type that a key of cloud.conf can have.
protocol ConfigValue: Sendable {
    /// What the reference calls the type.
    static var kind: String { get }

    /// Takes the text of one assignment; `nil` is a key without `=`.
    mutating func assign(_ text: String?) throws(ConfigMismatch)

    /// How the value is shown, never revealing a secret; empty for none.
    var shown: String { get }
}

/// Why a value can't be used: what was expected instead.
struct ConfigMismatch: Error, Sendable, Hashable {
    var expected: String

    static let blank = ConfigMismatch(expected: "expected = and a value; only a boolean may stand alone")
}

extension String: ConfigValue {
    static var kind: String { "text" }

    mutating func assign(_ text: String?) throws(ConfigMismatch) {
        guard let text else { throw .blank }
        self = text
    }

    var shown: String { self }
}

extension Secret: ConfigValue {
    static var kind: String { "secret text" }

    mutating func assign(_ text: String?) throws(ConfigMismatch) {
        guard let text else { throw .blank }
        self = Secret(text)
    }

    var shown: String { description }
}

/// A text that may be missing; an empty one is missing.
extension Optional: ConfigValue where Wrapped: ConfigValue & OptionalText {
    static var kind: String { Wrapped.kind }

    mutating func assign(_ text: String?) throws(ConfigMismatch) {
        guard let text else { throw .blank }
        guard !text.isEmpty else {
            self = nil
            return
        }
        var value = Wrapped("")
        try value.assign(text)
        self = value
    }

    var shown: String { self?.shown ?? "" }
}

/// What may stand in an optional key.
protocol OptionalText {
    init(_ text: String)
}

extension String: OptionalText {}
extension Secret: OptionalText {}

extension Bool: ConfigValue {
    static var kind: String { "boolean" }

    private static let names = [
        "true": true, "yes": true, "on": true, "1": true, "false": false, "no": false, "off": false, "0": false,
    ]

    mutating func assign(_ text: String?) throws(ConfigMismatch) {
        guard let value = Self.names[text?.lowercased() ?? "true"] else {
            throw ConfigMismatch(expected: "expected true, yes, on or 1, or false, no, off or 0")
        }
        self = value
    }

    var shown: String { "\(self)" }
}

extension Int: ConfigValue {
    static var kind: String { "integer" }

    mutating func assign(_ text: String?) throws(ConfigMismatch) {
        guard let text else { throw .blank }
        let isHex = text.lowercased().hasPrefix("0x")
        guard let value = isHex ? Int(text.dropFirst(2), radix: 16) : Int(text) else {
            throw ConfigMismatch(expected: "expected a whole number, decimal or hexadecimal with 0x")
        }
        self = value
    }

    var shown: String { "\(self)" }
}

extension Duration: ConfigValue {
    static var kind: String { "duration" }

    mutating func assign(_ text: String?) throws(ConfigMismatch) {
        guard let text else { throw .blank }
        guard let value = GoDuration.parse(text) else {
            let hint = Int(text).map { "; a unit is needed: did you mean \($0)s?" } ?? ""
            throw ConfigMismatch(expected: "expected a duration such as 5s or 1m30s\(hint)")
        }
        guard value >= .zero else { throw ConfigMismatch(expected: "expected a duration that is not negative") }
        self = value
    }

    var shown: String { GoDuration.text(self) }
}

extension [String]: ConfigValue {
    static var kind: String { "list; repeat the key for each item" }

    /// A blank assignment empties the list, any other one adds to it.
    mutating func assign(_ text: String?) throws(ConfigMismatch) {
        if let text { append(text) } else { removeAll() }
    }

    var shown: String { joined(separator: ", ") }
}
