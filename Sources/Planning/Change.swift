/// One difference between what should be and what is, ready to be shown: which resource, what happens to it, and why.
public struct Change: Sendable, Hashable, Codable {
    /// What happens to the resource.
    public enum Action: String, Sendable, Hashable, CaseIterable, Codable {
        /// The resource is made.
        case create
        /// Some of its fields change in place.
        case update
        /// It is deleted and made anew, because the API cannot change it in place.
        case replace
        /// The resource is removed.
        case delete
    }

    /// The resource, by key: its id may not exist yet.
    public var resource: ResourceKey
    /// What happens to it.
    public var action: Action
    /// The fields that get another value, in a fixed order.
    public var fields: [FieldChange]
    /// Why, as part of a sentence: `port 8080 is no longer in the Service`.
    public var reason: String

    /// Creates a change.
    public init(
        _ action: Action,
        _ resource: ResourceKey,
        fields: [FieldChange] = [],
        reason: String
    ) {
        self.action = action
        self.resource = resource
        self.fields = fields
        self.reason = reason
    }
}

/// A resource named by what it is for, never by an id that may not exist yet: `listener TCP/80`.
public struct ResourceKey: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The kind, as OpenStack calls it: `load balancer`, `listener`, `floating ip`.
    public var kind: String
    /// The name within its kind: `TCP/80`, `of listener TCP/80`. A kind and a name together read as one phrase.
    public var name: String
    /// The id, where the resource exists already.
    public var id: String?

    /// Creates a key.
    public init(_ kind: String, _ name: String, id: String? = nil) {
        self.kind = kind
        self.name = name
        self.id = id
    }

    /// Kind and name.
    public var description: String { "\(kind) \(name)" }
}

/// One field of a resource, before and after.
public struct FieldChange: Sendable, Hashable, Codable {
    /// The field's name in the API: `connection_limit`.
    public var name: String
    /// The value that is there now; `.null` for a new resource.
    public var before: PlanValue
    /// The value that will be there; `.null` for a resource that goes.
    public var after: PlanValue

    /// Creates a field change.
    public init(
        _ name: String,
        from before: some PlanValueConvertible = PlanValue.null,
        to after: some PlanValueConvertible = PlanValue.null
    ) {
        self.name = name
        self.before = before.planValue
        self.after = after.planValue
    }
}
