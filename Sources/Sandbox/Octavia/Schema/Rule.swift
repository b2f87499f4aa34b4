import OrderedCollections

/// What the value of one attribute may be (wsme/types.py, octavia/api/common/types.py).
indirect enum Rule: Sendable {
    /// Text of limited length, counted in characters.
    case string(min: Int = 0, max: Int = .max, format: TextFormat? = nil)
    /// A whole number in a range; numeric text is converted.
    case integer(ClosedRange<Int>)
    /// `true` or `false`; unambiguous words are converted.
    case boolean
    /// A UUID with or without dashes.
    case uuid
    /// An IPv4 or IPv6 address.
    case address
    /// An IPv4 or IPv6 network; host bits are cleared.
    case cidr
    /// One of some words.
    case oneOf([String])
    /// One of some numbers with a fraction.
    case oneOfNumbers([Double])
    /// One of some whole numbers.
    case oneOfIntegers([Int])
    /// An absolute URL path.
    case urlPath
    /// An http or https URL.
    case url
    /// A list whose items follow a rule.
    case list(Rule)
    /// An object with any keys, whose values follow a rule.
    case dictionary(Rule)
    /// An object with a schema of its own.
    case object(Schema)

    /// The value in canonical form.
    func read(_ value: JSONValue) throws(SchemaProblem) -> JSONValue {
        switch self {
        case .string(let min, let max, let format): try Self.text(value, min: min, max: max, format: format)
        case .integer(let range): .int(try Self.integer(value, in: range))
        case .boolean: .bool(try Self.boolean(value))
        case .uuid: .string(try Self.uuid(value))
        case .address: .string(try Self.address(value))
        case .cidr: .string(try Self.cidr(value))
        case .oneOf(let words):
            try Self.member(value.stringValue, of: words, printed: words)
        case .oneOfNumbers(let numbers):
            try Self.member(Self.number(value), of: numbers, printed: numbers.map { String($0) })
        case .oneOfIntegers(let numbers):
            try Self.member(Self.integer(value, in: .min ... .max), of: numbers, printed: numbers.map { String($0) })
        case .urlPath: try Self.pattern(value, URLText.isPath, "Value must be a valid URL Path string")
        case .url: try Self.pattern(value, URLText.isURL, "Value must be a valid URL string")
        case .list(let rule): .array(try Self.list(value, of: rule))
        case .dictionary(let rule): .object(try Self.dictionary(value, of: rule))
        case .object(let schema): .object(try schema.read(value))
        }
    }
}

// MARK: - Scalars

extension Rule {
    private static func text(
        _ value: JSONValue,
        min: Int,
        max: Int,
        format: TextFormat?
    ) throws(SchemaProblem) -> JSONValue {
        guard case .string(let text) = value else { throw .refused("Value should be string") }
        let length = text.unicodeScalars.count
        guard length >= min else { throw .refused("Value should have a minimum character requirement of \(min)") }
        guard length <= max else { throw .refused("Value should have a maximum character requirement of \(max)") }
        if let format, !format.matches(text) {
            throw .refused("Value should match the pattern \(format.pattern)")
        }
        return value
    }

    private static func integer(_ value: JSONValue, in range: ClosedRange<Int>) throws(SchemaProblem) -> Int {
        let number: Int? =
            switch value {
            case .int(let number): number
            case .bool(let flag): flag ? 1 : 0
            case .double(let number) where number.magnitude < 9e15: Int(number)
            case .string(let text): Int(text)
            default: nil
            }
        guard let number else { throw .malformed("invalid literal for int() with base 10: '\(value.pythonText)'") }
        guard number >= range.lowerBound else {
            throw .refused("Value should be greater or equal to \(range.lowerBound)")
        }
        guard number <= range.upperBound else {
            throw .refused("Value should be lower or equal to \(range.upperBound)")
        }
        return number
    }

    private static func number(_ value: JSONValue) throws(SchemaProblem) -> Double {
        let number: Double? =
            switch value {
            case .int(let number): Double(number)
            case .double(let number): number
            case .string(let text): Double(text)
            default: nil
            }
        guard let number else { throw .malformed("could not convert string to float: '\(value.pythonText)'") }
        return number
    }

    private static func boolean(_ value: JSONValue) throws(SchemaProblem) -> Bool {
        switch value {
        case .bool(let flag): return flag
        case .int(let number): return number != 0
        case .string("true"), .string("t"), .string("yes"), .string("y"), .string("on"), .string("1"): return true
        case .string("false"), .string("f"), .string("no"), .string("n"), .string("off"), .string("0"): return false
        default: throw .malformed("Value not an unambiguous boolean: \(value.pythonText)")
        }
    }

    private static func uuid(_ value: JSONValue) throws(SchemaProblem) -> String {
        guard case .string(let text) = value, Identifiers.isUUID(text) else {
            throw .refused("Value should be UUID format")
        }
        let digits = text.lowercased().filter { $0 != "-" }
        return digits.enumerated().reduce(into: "") { result, digit in
            if [8, 12, 16, 20].contains(digit.offset) { result.append("-") }
            result.append(digit.element)
        }
    }

    private static func address(_ value: JSONValue) throws(SchemaProblem) -> String {
        guard case .string(let text) = value, IPAddress(text) != nil else {
            throw .refused("Value should be IPv4 or IPv6 format")
        }
        return text
    }

    private static func cidr(_ value: JSONValue) throws(SchemaProblem) -> String {
        guard case .string(let text) = value, let prefix = IPPrefix(text) else {
            throw .refused("Value should be IPv4 or IPv6 CIDR format")
        }
        return "\(prefix.first)/\(prefix.length)"
    }

    private static func member<Value: Equatable & JSONRepresentable>(
        _ value: Value?,
        of values: [Value],
        printed: [String]
    ) throws(SchemaProblem) -> JSONValue {
        guard let value, values.contains(value) else {
            throw .refused("Value should be one of: \(printed.joined(separator: ", "))")
        }
        return value.json
    }

    private static func pattern(
        _ value: JSONValue,
        _ matches: (String) -> Bool,
        _ reason: String
    ) throws(SchemaProblem) -> JSONValue {
        guard case .string(let text) = value, matches(text) else { throw .refused(reason) }
        return value
    }
}

// MARK: - Collections

extension Rule {
    private static func list(_ value: JSONValue, of rule: Rule) throws(SchemaProblem) -> [JSONValue] {
        guard case .array(let items) = value else {
            throw .malformed("Value not a valid list: \(value.pythonText)")
        }
        var result: [JSONValue] = []
        result.reserveCapacity(items.count)
        for item in items { result.append(item.isNull ? .null : try rule.read(item)) }
        return result
    }

    private static func dictionary(_ value: JSONValue, of rule: Rule) throws(SchemaProblem) -> JSONObject {
        guard case .object(let members) = value else {
            throw .malformed("Value not a valid dict: \(value.pythonText)")
        }
        var result: JSONObject = [:]
        for (key, item) in members { result[key] = item.isNull ? .null : try rule.read(item) }
        return result
    }
}

/// A plain value that has a JSON form.
private protocol JSONRepresentable {
    var json: JSONValue { get }
}

extension String: JSONRepresentable {
    fileprivate var json: JSONValue { .string(self) }
}

extension Int: JSONRepresentable {
    fileprivate var json: JSONValue { .int(self) }
}

extension Double: JSONRepresentable {
    fileprivate var json: JSONValue { .double(self) }
}
