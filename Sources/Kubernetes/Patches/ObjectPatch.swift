/// A change of some fields of an object.
public struct ObjectPatch: Sendable, Hashable {
    /// How the body is understood.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Lists are replaced (RFC 7386).
        case merge = "application/merge-patch+json"
        /// Lists are merged as their type says (Kubernetes API concepts, "Strategic merge patch").
        case strategicMerge = "application/strategic-merge-patch+json"
    }

    /// How the body is understood.
    public var kind: Kind
    /// The fields to change.
    public var body: JSONValue

    /// Creates a patch.
    public init(_ kind: Kind, _ body: JSONValue) {
        self.kind = kind
        self.body = body
    }
}
