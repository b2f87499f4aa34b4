/// Which object of its kind: namespace, then name, in the order of lists.
struct ObjectKey: Hashable, Sendable, Comparable {
    /// The namespace; empty for kinds without.
    var namespace: String
    /// The name.
    var name: String

    static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        (left.namespace, left.name) < (right.namespace, right.name)
    }
}
