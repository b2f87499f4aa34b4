import OrderedCollections

/// Server-side apply, approximately: what a manager applies is merged in, and what it applied before and no longer does goes.
/// Fields have no owners, so there are no conflicts.
enum AppliedConfiguration {
    /// An object with a configuration applied.
    static func apply(
        _ configuration: JSONValue,
        instead previous: JSONValue?,
        to live: JSONValue,
        type: FieldType
    ) -> JSONValue {
        merge(configuration, previous, live, type)
    }

    private static func merge(
        _ new: JSONValue,
        _ previous: JSONValue?,
        _ live: JSONValue,
        _ type: FieldType
    ) -> JSONValue {
        if let members = new.objectValue, var result = live.objectValue {
            for (name, before) in previous?.objectValue ?? [:] where members[name] == nil {
                guard before.objectValue != nil, let present = result[name], present.objectValue != nil else {
                    result[name] = nil
                    continue
                }
                result[name] = merge([:], before, present, .any).unlessEmpty
            }
            for (name, value) in members {
                let fieldType = type.field(name) ?? .any
                result[name] = result[name].map { merge(value, previous?[name], $0, fieldType) } ?? value
            }
            return .object(result)
        }
        guard let elements = new.arrayValue, let present = live.arrayValue else { return new }
        return .array(merge(elements, previous?.arrayValue ?? [], present, type))
    }

    private static func merge(
        _ new: [JSONValue],
        _ previous: [JSONValue],
        _ live: [JSONValue],
        _ type: FieldType
    ) -> [JSONValue] {
        let (elementType, merge) = type.listElement
        guard merge != .atomic else { return new }
        func id(_ element: JSONValue) -> JSONValue { identity(element, merge) }
        let wanted = new.map(id)
        let dropped = Set(previous.map(id)).subtracting(wanted)
        var result = live.filter { !dropped.contains(id($0)) }
        for element in new {
            if let index = result.firstIndex(where: { id($0) == id(element) }) {
                let before = previous.first { id($0) == id(element) }
                result[index] = Self.merge(element, before, result[index], elementType)
            } else {
                result.append(element)
            }
        }
        return result
    }

    private static func identity(_ element: JSONValue, _ merge: FieldType.ListMerge) -> JSONValue {
        guard case .byKey(let key, let keys) = merge else { return element }
        return .array((keys.isEmpty ? [key] : keys).map { element[$0] ?? ($0 == "protocol" ? "TCP" : nil) })
    }
}
