import OrderedCollections

/// JSON merge patch, RFC 7386.
enum MergePatch {
    /// A value with a patch applied.
    static func apply(_ patch: JSONValue, to value: JSONValue?) -> JSONValue {
        guard let changes = patch.objectValue else { return patch }
        var result = value?.objectValue ?? [:]
        for (name, change) in changes {
            if change.isNull {
                result[name] = nil
            } else {
                result[name] = apply(change, to: result[name])
            }
        }
        return .object(result)
    }
}
