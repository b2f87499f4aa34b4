/// JSON patch, RFC 6902.
enum JSONPatch {
    /// Why a patch cannot be applied.
    struct Problem: Error, Hashable {
        var message: String
    }

    /// A value with a patch's operations applied, all or none.
    static func apply(_ patch: JSONValue, to value: JSONValue) throws(Problem) -> JSONValue {
        var result = value
        for operation in patch.arrayValue ?? [] { try apply(operation, to: &result) }
        return result
    }

    private static func apply(_ operation: JSONValue, to value: inout JSONValue) throws(Problem) {
        let name = operation["op"]?.stringValue ?? ""
        let path = try pointer(operation["path"])
        switch name {
        case "add": try edit(&value, path, .add(operation["value"] ?? nil))
        case "remove": try edit(&value, path, .remove)
        case "replace": try edit(&value, path, .replace(operation["value"] ?? nil))
        case "move":
            let from = try pointer(operation["from"])
            let moved = try read(value, from)
            try edit(&value, from, .remove)
            try edit(&value, path, .add(moved))
        case "copy": try edit(&value, path, .add(try read(value, try pointer(operation["from"]))))
        case "test":
            guard (try? read(value, path)) ?? .null == operation["value"] ?? .null else {
                throw Problem(message: "testing value /\(path.joined(separator: "/")) failed: test failed")
            }
        default: throw Problem(message: "Unexpected kind: \(name)")
        }
    }

    private enum Edit {
        case add(JSONValue)
        case remove
        case replace(JSONValue)
    }

    private static func pointer(_ value: JSONValue?) throws(Problem) -> [String] {
        guard let text = value?.stringValue, text.isEmpty || text.hasPrefix("/") else {
            throw Problem(message: "invalid path: a JSON pointer starts with /")
        }
        return text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
            String($0).replacing("~1", with: "/").replacing("~0", with: "~")
        }
    }

    private static func read(_ value: JSONValue, _ path: [String]) throws(Problem) -> JSONValue {
        var value = value
        for token in path {
            let index = value.arrayValue.flatMap { place(token, in: $0, mayAppend: false) }
            guard let next = index.flatMap({ value.arrayValue?[$0] }) ?? value[token] else {
                throw missing(path)
            }
            value = next
        }
        return value
    }

    private static func edit(_ value: inout JSONValue, _ path: [String], _ edit: Edit) throws(Problem) {
        guard let token = path.first else {
            switch edit {
            case .add(let new), .replace(let new): value = new
            case .remove: value = nil
            }
            return
        }
        let rest = Array(path.dropFirst())
        if let elements = value.arrayValue {
            value = .array(try edited(elements, token, rest, edit))
        } else if value.objectValue != nil {
            try editMember(&value, token, rest, edit)
        } else {
            throw missing(path)
        }
    }

    private static func edited(
        _ elements: [JSONValue],
        _ token: String,
        _ rest: [String],
        _ change: Edit
    ) throws(Problem) -> [JSONValue] {
        var elements = elements
        var mayAppend = false
        if case .add = change { mayAppend = rest.isEmpty }
        guard let index = place(token, in: elements, mayAppend: mayAppend) else { throw missing([token] + rest) }
        guard rest.isEmpty else {
            try edit(&elements[index], rest, change)
            return elements
        }
        switch change {
        case .add(let new): elements.insert(new, at: index)
        case .remove: elements.remove(at: index)
        case .replace(let new): elements[index] = new
        }
        return elements
    }

    private static func editMember(
        _ object: inout JSONValue,
        _ token: String,
        _ rest: [String],
        _ change: Edit
    ) throws(Problem) {
        if case .add(let new) = change, rest.isEmpty { return object[token] = new }
        guard var member = object[token] else { throw missing([token] + rest) }
        guard rest.isEmpty else {
            try edit(&member, rest, change)
            return object[token] = member
        }
        if case .replace(let new) = change { object[token] = new } else { object[token] = nil }
    }

    /// The index that a token names: one of an element, or for `add` also the end.
    private static func place(_ token: String, in elements: [JSONValue], mayAppend: Bool) -> Int? {
        if token == "-" { return mayAppend ? elements.count : nil }
        guard let index = Int(token), index >= 0, index < elements.count + (mayAppend ? 1 : 0) else { return nil }
        return index
    }

    private static func missing(_ path: [String]) -> Problem {
        Problem(message: "the path /\(path.joined(separator: "/")) does not exist: missing value")
    }
}
