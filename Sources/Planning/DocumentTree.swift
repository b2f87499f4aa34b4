/// A JSON value, printable as JSON and YAML.
enum DocumentTree: Decodable, Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case string(String)
    case list([DocumentTree])
    case object([String: DocumentTree])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // The most frequent kinds first: an attempt that fails is slow.
        if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let fields = try? container.decode([String: DocumentTree].self) {
            self = .object(fields)
        } else if container.decodeNil() {
            self = .null
        } else if let values = try? container.decode([DocumentTree].self) {
            self = .list(values)
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else {
            self = .int(try container.decode(Int.self))
        }
    }

    /// The value as JSON, keys sorted, two spaces a level.
    var json: String {
        var text = ""
        writeJSON(to: &text, margin: "\n")
        return text + "\n"
    }

    private func writeJSON(to text: inout String, margin: String) {
        let inner = margin + "  "
        switch self {
        case .list(let values) where !values.isEmpty:
            var separator = "["
            for value in values {
                text += separator + inner
                value.writeJSON(to: &text, margin: inner)
                separator = ","
            }
            text += margin + "]"
        case .object(let fields) where !fields.isEmpty:
            var separator = "{"
            for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
                text += separator + inner + Self.quoted(key) + ": "
                value.writeJSON(to: &text, margin: inner)
                separator = ","
            }
            text += margin + "}"
        default: text += scalar ?? ""
        }
    }

    /// The value as a YAML document in block style, keys sorted, every text in double quotes: nothing is left for a
    /// reader's resolver to guess (`no`, `1e3`, `0x1F`, dates).
    var yaml: String {
        var text = ""
        write(to: &text, indent: 0, isInLine: false)
        return text
    }

    private var scalar: String? {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .string(let value): Self.quoted(value)
        case .list(let values): values.isEmpty ? "[]" : nil
        case .object(let fields): fields.isEmpty ? "{}" : nil
        }
    }

    /// Writes the value at an indentation; `isInLine` if its first line has been begun with `- `.
    private func write(to text: inout String, indent: Int, isInLine: Bool) {
        let margin = String(repeating: " ", count: indent)
        var isFirst = isInLine
        func begin(_ text: inout String) {
            if !isFirst { text += margin }
            isFirst = false
        }
        switch self {
        case .list(let values) where !values.isEmpty:
            for value in values {
                begin(&text)
                text += "- "
                value.write(to: &text, indent: indent + 2, isInLine: true)
            }
        case .object(let fields) where !fields.isEmpty:
            for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
                begin(&text)
                text += key + ":"
                if let scalar = value.scalar {
                    text += " \(scalar)\n"
                } else {
                    text += "\n"
                    value.write(to: &text, indent: indent + 2, isInLine: false)
                }
            }
        default: text += (scalar ?? "") + "\n"
        }
    }

    /// The text in double quotes, with escapes that JSON and YAML share.
    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case _ where scalar.isUnprintable && scalar.value <= 0xFFFF:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}

extension Unicode.Scalar {
    /// Control characters, separators that some readers take for line ends, invisible format characters (which can turn the
    /// direction of the text around them), and what is no character.
    var isUnprintable: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .format, .unassigned, .privateUse: true
        default: false
        }
    }
}
