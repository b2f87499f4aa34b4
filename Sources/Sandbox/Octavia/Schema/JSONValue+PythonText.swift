extension JSONValue {
    /// The value as Python's `str()` prints it: WSME quotes refused values so.
    var pythonText: String {
        if case .string(let text) = self { return text }
        return pythonRepresentation
    }

    /// The name of the value's type in Python.
    var pythonType: String {
        switch self {
        case .null: "NoneType"
        case .bool: "bool"
        case .int: "int"
        case .double: "float"
        case .string: "str"
        case .array: "list"
        case .object: "dict"
        }
    }

    private var pythonRepresentation: String {
        switch self {
        case .null: "None"
        case .bool(let flag): flag ? "True" : "False"
        case .int(let number): String(number)
        case .double(let number): String(number)
        case .string(let text): Self.quoted(text)
        case .array(let elements): "[" + elements.map(\.pythonRepresentation).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0) + ": " + $1.pythonRepresentation }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        let quote: Character = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        var quoted = String(quote)
        for character in text {
            switch character {
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case quote: quoted += "\\" + String(quote)
            default: quoted.append(character)
            }
        }
        return quoted + String(quote)
    }
}
