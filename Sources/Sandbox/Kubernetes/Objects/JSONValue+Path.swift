import OrderedCollections

extension JSONValue {
    /// The member of a member: `object["spec", "ports"]`. Setting makes the objects on the way; setting `nil` removes the last member.
    subscript(first: String, second: String, more: String...) -> JSONValue? {
        get { ([second] + more).reduce(self[first]) { $0?[$1] } }
        set { set(newValue, at: [first, second] + more) }
    }

    /// The elements of an array that is a member, or none.
    func list(_ first: String, _ second: String) -> [JSONValue] { self[first, second]?.arrayValue ?? [] }

    /// The members of an object that is a member, where they are texts.
    func texts(_ first: String, _ second: String) -> [String: String] {
        var texts: [String: String] = [:]
        for (name, value) in self[first, second]?.objectValue ?? [:] { texts[name] = value.stringValue }
        return texts
    }

    /// The value, or nothing where it is an array or object without content.
    var unlessEmpty: JSONValue? {
        if arrayValue?.isEmpty == true || objectValue?.isEmpty == true { return nil }
        return self
    }

    private mutating func set(_ value: JSONValue?, at path: some BidirectionalCollection<String>) {
        guard let first = path.first else { return }
        if objectValue == nil {
            if value == nil { return }
            self = [:]
        }
        let rest = path.dropFirst()
        if rest.isEmpty {
            self[first] = value
        } else if value != nil || self[first] != nil {
            var member = self[first] ?? [:]
            member.set(value, at: Array(rest))
            self[first] = member
        }
    }
}
