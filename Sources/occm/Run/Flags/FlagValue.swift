import FoundationEssentials
import KeystoneAuth

/// A type that a flag of `occm run` can have, read as Go's pflag reads it.
protocol FlagValue: Sendable {
    /// What help calls a value: `duration`.
    static var placeholder: String { get }
    /// What the flag means without a value; `nil` where it needs one.
    static var bareText: String? { get }

    /// Reads one use of the flag.
    init(flag text: String) throws(FlagMismatch)

    /// Takes in a later use of the flag; a list adds to itself, everything else is replaced.
    mutating func follow(with later: Self)

    /// How the value is shown; empty for none.
    var shown: String { get }
}

extension FlagValue {
    static var bareText: String? { nil }
    mutating func follow(with later: Self) { self = later }
}

/// Why a flag's value can't be used: what was expected instead.
struct FlagMismatch: Error, Sendable, Hashable {
    /// `expected a number from 1 to 65535`.
    var message: String

    static func expected(_ what: String) -> Self { Self(message: "expected \(what)") }
}

extension String: FlagValue {
    static var placeholder: String { "text" }
    init(flag text: String) throws(FlagMismatch) { self = text }
    var shown: String { self }
}

/// A text that may be missing; an empty one is missing.
extension String?: FlagValue {
    static var placeholder: String { String.placeholder }
    init(flag text: String) throws(FlagMismatch) { self = text.isEmpty ? nil : text }
    var shown: String { self ?? "" }
}

extension Bool: FlagValue {
    static var placeholder: String { "boolean" }
    static var bareText: String? { "true" }

    /// Go's `strconv.ParseBool`.
    private static let words = [
        "1": true, "t": true, "T": true, "true": true, "TRUE": true, "True": true,
        "0": false, "f": false, "F": false, "false": false, "FALSE": false, "False": false,
    ]

    init(flag text: String) throws(FlagMismatch) {
        guard let value = Self.words[text] else { throw .expected("true or false") }
        self = value
    }

    var shown: String { "\(self)" }
}

extension Int: FlagValue {
    static var placeholder: String { "number" }

    init(flag text: String) throws(FlagMismatch) {
        guard let value = Int(text) else { throw .expected("a whole number") }
        self = value
    }

    var shown: String { "\(self)" }
}

extension Double: FlagValue {
    static var placeholder: String { "number" }

    init(flag text: String) throws(FlagMismatch) {
        guard let value = Double(text), value.isFinite else { throw .expected("a number such as 20 or 0.5") }
        self = value
    }

    var shown: String { Int(exactly: self)?.shown ?? "\(self)" }
}

extension Duration: FlagValue {
    static var placeholder: String { "duration" }

    init(flag text: String) throws(FlagMismatch) {
        guard let value = GoDuration.parse(text) else {
            let hint = Int(text) == nil ? "" : "; a unit is needed: did you mean \(text)s?"
            throw .expected("a duration such as 15s or 1m30s\(hint)")
        }
        guard value >= .zero else { throw .expected("a duration that is not negative") }
        self = value
    }

    var shown: String { GoDuration.text(self) }
}

/// A flag that takes one of some words; an empty one leaves the choice to occm.
protocol FlagWord: FlagValue, CaseIterable, RawRepresentable where RawValue == String {
    /// What an empty value means.
    static var standard: Self { get }
}

extension FlagWord {
    static var placeholder: String { "word" }

    init(flag text: String) throws(FlagMismatch) {
        guard let value = text.isEmpty ? Self.standard : Self(rawValue: text) else {
            let words = Self.allCases.map(\.rawValue).formattedAsChoice
            throw .expected(words)
        }
        self = value
    }

    var shown: String { rawValue }
}

extension [String] {
    /// `a, b or c`.
    var formattedAsChoice: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " or \(last)"
    }
}
