import OrderedCollections

/// The body of a request to the sandbox's own API: an object of which every member must be known.
struct AdminRequest {
    /// What is wrong with it.
    struct Refusal: Error, Hashable {
        var message: String
    }

    private var members: OrderedDictionary<String, JSONValue>

    /// Parses a body.
    init(_ body: [UInt8]) throws(Refusal) {
        do {
            guard let members = try JSONValue(parsing: body).objectValue else {
                throw Refusal(message: "The body must be a JSON object.")
            }
            self.members = members
        } catch let error as JSONSyntaxError {
            throw Refusal(message: "The body is no JSON: \(error).")
        } catch {
            throw Refusal(message: "The body must be a JSON object.")
        }
    }

    /// Takes a member out, read as its kind wants it; `nil` when it is not there.
    mutating func take<T>(
        _ name: String,
        _ expected: String,
        _ read: (JSONValue) -> T?
    ) throws(Refusal) -> T? {
        guard let value = members.removeValue(forKey: name) else { return nil }
        guard let result = read(value) else {
            throw Refusal(message: "'\(name)' is \(value.text), but must be \(expected).")
        }
        return result
    }

    /// Takes a text out.
    mutating func text(_ name: String) throws(Refusal) -> String? { try take(name, "a string") { $0.stringValue } }

    /// Takes a number of seconds out.
    mutating func duration(_ name: String) throws(Refusal) -> Duration? {
        try take(name, "a number of seconds") { value in
            switch value {
            case .int(let seconds): .seconds(seconds)
            case .double(let seconds): .seconds(seconds)
            default: nil
            }
        }
    }

    /// Refuses what nobody has taken out.
    func finish(known: String) throws(Refusal) {
        guard let unknown = members.keys.first else { return }
        throw Refusal(message: "'\(unknown)' is not known; the known ones are \(known).")
    }
}

extension Duration {
    /// The duration in seconds, as JSON.
    var json: JSONValue {
        let parts = components
        return parts.attoseconds == 0 ? .int(Int(parts.seconds)) : .double(self / .seconds(1))
    }
}
