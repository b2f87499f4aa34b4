/// One key of a section of cloud.conf, declared once: parsing, the redacted view and the reference all come from it.
struct ConfigKey<Section: Sendable>: Sendable {
    /// The key's name in lower case.
    let name: String
    /// What the reference calls its type.
    let kind: String
    /// What the key does, as a sentence for the reference.
    let help: String
    /// Whether its value must never be shown.
    let isSecret: Bool

    /// Takes the text of one assignment; `nil` is a key without `=`.
    let assign: @Sendable (inout Section, String?) throws(ConfigMismatch) -> Void
    /// How the value is shown; empty for none.
    let shown: @Sendable (Section) -> String

    /// Declares a key that is kept at `path`, and what its value must fulfil beside its type.
    init<Value: ConfigValue>(
        _ name: String,
        _ path: any WritableKeyPath<Section, Value> & Sendable,
        _ help: String,
        where check: @escaping @Sendable (Value) throws(ConfigMismatch) -> Void = { _ throws(ConfigMismatch) in }
    ) {
        self.name = name
        self.kind = Value.kind
        self.help = help
        self.isSecret = Value.self == Secret.self || Value.self == Secret?.self
        self.assign = { section, text throws(ConfigMismatch) in
            var value = section[keyPath: path]
            try value.assign(text)
            try check(value)
            section[keyPath: path] = value
        }
        self.shown = { $0[keyPath: path].shown }
    }
}

extension ConfigKey {
    /// Accepts only these words, exactly.
    static func oneOf(_ words: String...) -> @Sendable (String) throws(ConfigMismatch) -> Void {
        { value throws(ConfigMismatch) in
            guard !words.contains(value) else { return }
            let named = words.map { $0.isEmpty ? "nothing" : $0 }
            throw ConfigMismatch(expected: "expected \(named.joined(separator: " or "))")
        }
    }

    /// Accepts only numbers in the range.
    static func within(_ range: ClosedRange<Int>) -> @Sendable (Int) throws(ConfigMismatch) -> Void {
        { value throws(ConfigMismatch) in
            guard !range.contains(value) else { return }
            throw ConfigMismatch(expected: "expected a number from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
