extension ObjectPatch {
    /// Adds a finalizer beside the ones that the object has.
    public static func adding(finalizer: String, to present: [String]) -> ObjectPatch {
        var metadata: JSONValue = ["finalizers": [.string(finalizer)]]
        if !present.isEmpty { metadata["$setElementOrder/finalizers"] = strings(present + [finalizer]) }
        return ObjectPatch(.strategicMerge, ["metadata": metadata])
    }

    /// Removes a finalizer and leaves all others alone, also those that were added since the object was read: the list
    /// as a whole is never replaced.
    public static func removing(finalizer: String, from present: [String]) -> ObjectPatch {
        var metadata: JSONValue = ["$deleteFromPrimitiveList/finalizers": [.string(finalizer)]]
        let rest = present.filter { $0 != finalizer }
        if !rest.isEmpty { metadata["$setElementOrder/finalizers"] = strings(rest) }
        return ObjectPatch(.strategicMerge, ["metadata": metadata])
    }

    private static func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
