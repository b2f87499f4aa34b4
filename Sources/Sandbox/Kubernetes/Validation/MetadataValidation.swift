/// What every object's metadata must look like.
enum MetadataValidation {
    private static let annotationLimit = 256 * 1024

    /// What is wrong with an object's metadata.
    static func problems(_ object: JSONValue, of resource: APIResource) -> [FieldProblem] {
        let metadata = object["metadata"] ?? [:]
        let name = metadata["name"]?.stringValue ?? ""
        return nameProblems(name, of: resource).map { .invalid("metadata.name", .string(name), $0) }
            + labelProblems(object.texts("metadata", "labels"))
            + annotationProblems(object.texts("metadata", "annotations"))
            + finalizerProblems(object.list("metadata", "finalizers").compactMap(\.stringValue))
    }

    /// What is wrong with a change of an object's metadata.
    static func changeProblems(from old: JSONValue, to new: JSONValue) -> [FieldProblem] {
        let before = old.list("metadata", "finalizers")
        let added = new.list("metadata", "finalizers").filter { !before.contains($0) }
        guard old["metadata", "deletionTimestamp"] != nil, !added.isEmpty else { return [] }
        let list = added.compactMap(\.stringValue).map { "\"\($0)\"" }.joined(separator: ", ")
        let detail =
            "no new finalizers can be added if the object is being deleted, found new finalizers []string{\(list)}"
        return [.forbidden("metadata.finalizers", detail)]
    }

    private static func nameProblems(_ name: String, of resource: APIResource) -> [String] {
        // Those of Events, alone of all kinds, may have any form that fits into a path.
        if resource.kind == "Event" { return [] }
        return resource.namesAreLabels ? NameRules.label(name) : NameRules.subdomain(name)
    }

    private static func labelProblems(_ labels: [String: String]) -> [FieldProblem] {
        labels.sorted { $0.key < $1.key }.flatMap { key, value in
            NameRules.qualifiedName(key).map { .invalid("metadata.labels", .string(key), $0) }
                + NameRules.labelValue(value).map { .invalid("metadata.labels", .string(value), $0) }
        }
    }

    private static func annotationProblems(_ annotations: [String: String]) -> [FieldProblem] {
        let problems = annotations.keys.sorted().flatMap { key in
            NameRules.qualifiedName(key.lowercased()).map {
                FieldProblem.invalid("metadata.annotations", .string(key), $0)
            }
        }
        let size = annotations.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard size > annotationLimit else { return problems }
        return problems + [.tooLong("metadata.annotations", "may not be more than \(annotationLimit) bytes")]
    }

    private static func finalizerProblems(_ finalizers: [String]) -> [FieldProblem] {
        finalizers.enumerated().flatMap { index, finalizer -> [FieldProblem] in
            let field = "metadata.finalizers[\(index)]"
            let problems = NameRules.qualifiedName(finalizer).map {
                FieldProblem.invalid("metadata.finalizers", .string(finalizer), $0)
            }
            guard problems.isEmpty, !finalizer.contains("/"),
                !["kubernetes", "orphan", "foregroundDeletion"].contains(finalizer)
            else { return problems }
            let detail = "name is neither a standard finalizer name nor is it fully qualified"
            return [.invalid(field, .string(finalizer), detail)]
        }
    }
}
