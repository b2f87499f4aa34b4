/// A single value as it was written, and what it means.
///
/// Plain scalars mean what they mean to `kubectl`: sigs.k8s.io/yaml reads YAML 1.1 with go-yaml v2 (resolve.go), so `yes`,
/// `on` and `y` are booleans, `010` and `0o10` are eight, `1_000` is a thousand, and `12:30:45` is a string.
/// Timestamps stay strings.
public struct YAMLScalar: Sendable, Hashable {
    /// What a scalar means.
    public enum Kind: Sendable, Hashable {
        /// No value.
        case null
        /// A truth value.
        case bool(Bool)
        /// A whole number of any size; `YAMLScalar.integer(as:)` has its value.
        case integer
        /// A number with a fraction or an exponent, `.inf` or `.nan`.
        case float(Double)
        /// Text.
        case string
    }

    /// The characters, without quotes and with escapes replaced.
    public var text: String
    /// What they mean.
    public var kind: Kind

    /// A scalar that was quoted, or tagged as a string.
    public init(string: String) {
        self.text = string
        self.kind = .string
    }

    /// A scalar without quotes and tag: its characters tell what it is.
    public init(plain text: String) {
        self.text = text
        self.kind = Self.resolve(text)
    }

    /// The value of a whole number, or of a float without a fraction; `nil` when it is neither or out of range.
    public func integer<Value: FixedWidthInteger>(as type: Value.Type) -> Value? {
        switch kind {
        case .integer: Self.integerLiteral(text).flatMap { Value($0.digits, radix: $0.radix) }
        case .float(let value): Value(exactly: value)
        case .null, .bool, .string: nil
        }
    }

    /// The value of a number; `nil` for anything else.
    public var double: Double? {
        switch kind {
        case .float(let value): value
        case .integer: integer(as: Int64.self).map(Double.init) ?? Double(text)
        case .null, .bool, .string: nil
        }
    }

    /// What it is, in a reader's words.
    var name: String {
        switch kind {
        case .null: "nothing"
        case .bool: text
        case .integer, .float: "the number \(text)"
        case .string: "a string"
        }
    }
}

extension YAMLScalar {
    private static let words: [String: Kind] = {
        var words: [String: Kind] = [:]
        for word in ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"] {
            words[word] = .bool(true)
        }
        for word in ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"] {
            words[word] = .bool(false)
        }
        for word in ["", "~", "null", "Null", "NULL"] { words[word] = .null }
        for word in [".nan", ".NaN", ".NAN"] { words[word] = .float(.nan) }
        for word in [".inf", ".Inf", ".INF"] {
            words[word] = .float(.infinity)
            words["+" + word] = .float(.infinity)
            words["-" + word] = .float(-.infinity)
        }
        return words
    }()

    /// The longest text that may be a number: 64 binary digits with an underscore after each fit twice.
    private static let longestNumber = 256

    private static func resolve(_ text: String) -> Kind {
        if let word = words[text] { return word }
        guard let first = text.utf8.first, text.utf8.count <= longestNumber else { return .string }
        guard isDigit(first) || "+-.".utf8.contains(first) else { return .string }
        if first != UInt8(ascii: "."), integerLiteral(text) != nil { return .integer }
        // go-yaml drops underscores from what begins with a digit or sign only.
        let digits = first == UInt8(ascii: ".") ? text : text.filter { $0 != "_" }
        guard isFloatLiteral(digits), let value = Double(digits), value.isFinite else { return .string }
        return .float(value)
    }

    /// Digits (with the sign) and radix of a whole number as Go's `strconv.ParseInt(…, 0, 64)` reads it.
    private static func integerLiteral(_ text: String) -> (digits: String, radix: Int)? {
        var rest = text.utf8.filter { $0 != UInt8(ascii: "_") }[...]
        var sign = ""
        if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            sign = first == UInt8(ascii: "-") ? "-" : ""
            rest = rest.dropFirst()
        }
        let radix = radix(takingPrefixOf: &rest)
        guard !rest.isEmpty, rest.allSatisfy({ isDigit($0, radix: radix) }) else { return nil }
        return (sign + String(decoding: rest, as: UTF8.self), radix)
    }

    private static func radix(takingPrefixOf digits: inout ArraySlice<UInt8>) -> Int {
        guard digits.first == UInt8(ascii: "0"), let second = digits.dropFirst().first else { return 10 }
        let radix =
            switch second {
            case UInt8(ascii: "x"), UInt8(ascii: "X"): 16
            case UInt8(ascii: "o"), UInt8(ascii: "O"): 8
            case UInt8(ascii: "b"), UInt8(ascii: "B"): 2
            default: 0
            }
        digits = digits.dropFirst(radix == 0 ? 1 : 2)
        return radix == 0 ? 8 : radix
    }

    /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, as go-yaml has it.
    private static func isFloatLiteral(_ text: String) -> Bool {
        var rest = text.utf8[...]
        func skip(_ characters: String) -> Bool {
            guard let first = rest.first, characters.utf8.contains(first) else { return false }
            rest = rest.dropFirst()
            return true
        }
        func skipDigits() -> Bool {
            let digits = rest.prefix { isDigit($0) }
            rest = rest[digits.endIndex...]
            return !digits.isEmpty
        }
        _ = skip("+-")
        let whole = skipDigits()
        let fraction = skip(".") && skipDigits()
        guard whole || fraction else { return false }
        if skip("eE") {
            _ = skip("+-")
            guard skipDigits() else { return false }
        }
        return rest.isEmpty
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8, radix: Int = 10) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) < radix
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): radix == 16
        default: false
        }
    }
}
