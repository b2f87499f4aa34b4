/// Which objects of a kind a list or watch wants.
struct Selection: Sendable {
    /// The namespace; `nil` means all.
    var namespace: String?
    /// What their labels must say.
    var labels = LabelSelector()
    /// What their fields must say.
    var fields = FieldSelector()

    /// Whether an object is wanted.
    func contains(_ object: StoredObject) -> Bool {
        (namespace == nil || namespace == object.key.namespace) && fields.matches(object.fields)
            && labels.matches(object.labels)
    }
}

/// Requirements on fields: `metadata.name=web,spec.type!=ClusterIP`.
struct FieldSelector: Sendable {
    private var requirements: [(field: String, value: String, isEqual: Bool)] = []

    /// Wants every object.
    init() {}

    /// Reads a selector for a kind; throws 400 where the kind has no such field.
    init(_ text: String, for resource: APIResource) throws(APIFailure) {
        for term in text.split(separator: ",") {
            guard let sign = term.firstIndex(of: "=") else {
                throw .badRequest("invalid selector: '\(text)'; can't understand '\(term)'")
            }
            let value = term[term.index(after: sign)...].drop { $0 == "=" }
            let differs = term[..<sign].hasSuffix("!")
            let field = String(differs ? term[..<sign].dropLast() : term[..<sign])
            guard ["metadata.name", "metadata.namespace"].contains(field) || resource.selectableFields.contains(field)
            else {
                throw .badRequest("field label not supported: \(field)")
            }
            requirements.append((field, String(value), !differs))
        }
    }

    /// Whether fields meet every requirement.
    func matches(_ fields: [String: String]) -> Bool {
        requirements.allSatisfy { ((fields[$0.field] ?? "") == $0.value) == $0.isEqual }
    }
}
