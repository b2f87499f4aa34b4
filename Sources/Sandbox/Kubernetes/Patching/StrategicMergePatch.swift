import OrderedCollections

/// Kubernetes' strategic merge patch: a merge patch that knows by which key the elements of a list are told apart.
enum StrategicMergePatch {
    /// Why a patch cannot be applied.
    struct Problem: Error, Hashable {
        var message: String
    }

    private static let directive = "$patch"
    private static let orderPrefix = "$setElementOrder/"
    private static let deletionPrefix = "$deleteFromPrimitiveList/"
    private static let retainKeys = "$retainKeys"

    /// A value with a patch applied.
    static func apply(_ patch: JSONValue, to value: JSONValue?, type: FieldType) throws(Problem) -> JSONValue {
        guard let changes = patch.objectValue else { return patch }
        switch changes[directive]?.stringValue {
        case "replace":
            return .object(changes.filter { $0.key != directive })
        case "delete": return [:]
        default: break
        }
        var result = value?.objectValue ?? [:]
        if let kept = changes[retainKeys]?.arrayValue?.compactMap(\.stringValue) {
            result = result.filter { kept.contains($0.key) }
        }
        for (name, change) in changes where !name.hasPrefix("$") {
            let fieldType = type.field(name) ?? .any
            if change.isNull {
                result[name] = nil
            } else if let elements = change.arrayValue {
                let order = changes[orderPrefix + name]?.arrayValue
                result[name] = .array(try merge(elements, into: result[name]?.arrayValue ?? [], fieldType, order, name))
            } else {
                result[name] = try apply(change, to: result[name], type: fieldType)
            }
        }
        try applyListDirectives(changes, to: &result, type: type)
        return .object(result)
    }

    /// The directives beside a list: what to delete from one of single values, and the order where nothing else is changed.
    private static func applyListDirectives(
        _ changes: OrderedDictionary<String, JSONValue>,
        to result: inout OrderedDictionary<String, JSONValue>,
        type: FieldType
    ) throws(Problem) {
        for (name, change) in changes where name.hasPrefix(deletionPrefix) {
            let field = String(name.dropFirst(deletionPrefix.count))
            let deleted = change.arrayValue ?? []
            guard let elements = result[field]?.arrayValue else { continue }
            result[field] = .array(elements.filter { !deleted.contains($0) })
        }
        for (name, order) in changes where name.hasPrefix(orderPrefix) {
            let field = String(name.dropFirst(orderPrefix.count))
            guard changes[field] == nil, let elements = result[field]?.arrayValue else { continue }
            let key = (type.field(field) ?? .any).listElement.merge.key
            result[field] = .array(sorted(elements, by: order.arrayValue ?? [], key: key, live: elements))
        }
    }

    private static func merge(
        _ changes: [JSONValue],
        into elements: [JSONValue],
        _ type: FieldType,
        _ order: [JSONValue]?,
        _ name: String
    ) throws(Problem) -> [JSONValue] {
        let isReplaced = changes.contains { $0[directive] == "replace" }
        let (elementType, merge) = type.listElement
        if isReplaced || merge == .atomic { return changes.filter { $0[directive] != "replace" } }
        var merged: [JSONValue]
        if let key = merge.key {
            merged = try mergeByKey(changes, into: elements, key: key, elementType)
        } else {
            merged = elements
            for change in changes where !merged.contains(change) { merged.append(change) }
        }
        // Without an order of its own a patch stands for one: what it brings comes before what was there.
        return sorted(merged, by: order ?? changes, key: merge.key, live: elements)
    }

    private static func mergeByKey(
        _ changes: [JSONValue],
        into elements: [JSONValue],
        key: String,
        _ type: FieldType
    ) throws(Problem) -> [JSONValue] {
        var merged = elements
        for change in changes {
            guard let id = change[key] else {
                throw Problem(message: "map: \(goText(change)) does not contain declared merge key: \(key)")
            }
            if change[directive] == "delete" {
                merged.removeAll { $0[key] == id }
            } else if let index = merged.firstIndex(where: { $0[key] == id }) {
                merged[index] = try apply(change, to: merged[index], type: type)
            } else {
                merged.append(try apply(change, to: nil, type: type))
            }
        }
        return merged
    }

    /// An object as Go prints its maps: `map[name:web]`.
    private static func goText(_ value: JSONValue) -> String {
        guard let members = value.objectValue else { return value.plainText }
        let texts = members.sorted { $0.key < $1.key }.map { "\($0.key):\(goText($0.value))" }
        return "map[\(texts.joined(separator: " "))]"
    }

    /// The elements in a patch's order; those that the patch does not name stay before what they were before.
    private static func sorted(
        _ elements: [JSONValue],
        by order: [JSONValue],
        key: String?,
        live: [JSONValue]
    ) -> [JSONValue] {
        func id(_ element: JSONValue) -> JSONValue? { key.map { element[$0] ?? nil } ?? element }
        // A patch may name one element twice; both have become one.
        let ids = order.map(id).reduce(into: [JSONValue?]()) { ids, next in
            if !ids.contains(next) { ids.append(next) }
        }
        let liveIDs = live.map(id)
        let named = ids.compactMap { wanted in elements.first { id($0) == wanted } }
        var others = elements.filter { !ids.contains(id($0)) }[...]
        var result: [JSONValue] = []
        for element in named {
            let place = liveIDs.firstIndex(of: id(element))
            while let place, let other = others.first, (liveIDs.firstIndex(of: id(other)) ?? .max) < place {
                result.append(other)
                others.removeFirst()
            }
            result.append(element)
        }
        return result + others
    }
}

extension FieldType.ListMerge {
    /// The field by which a patch tells elements apart.
    fileprivate var key: String? {
        guard case .byKey(let key, _) = self else { return nil }
        return key
    }
}
