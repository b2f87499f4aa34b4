/// Something that happened to an object (core/v1 Event).
public struct Event: KubernetesObject, Codable, Hashable {
    /// `/api/v1/…/events`.
    public static let resource = APIResource("Event", plural: "events")

    /// Who says so (core/v1 EventSource).
    public struct Source: Codable, Hashable, Sendable {
        /// The component: `service-controller`.
        public var component: String

        /// Creates a source.
        public init(component: String) { self.component = component }
    }

    /// Who it is.
    public var metadata: ObjectMeta
    /// What it happened to.
    public var involvedObject: ObjectReference
    /// Why, as one word.
    public var reason: String
    /// What happened, as a sentence.
    public var message: String
    /// Who says so.
    public var source: Source
    /// When it happened first (meta/v1 Time).
    public var firstTimestamp: String
    /// When it happened last (meta/v1 Time).
    public var lastTimestamp: String
    /// How often it happened.
    public var count: Int
    /// Whether it is bad news.
    public var type: EventType
    /// The component once more (events.k8s.io).
    public var reportingComponent: String

    private enum CodingKeys: CodingKey {
        case metadata, involvedObject, reason, message, source, firstTimestamp, lastTimestamp, count, type
        case eventTime, reportingComponent, reportingInstance
    }

    /// Creates an event that happened once.
    public init(
        metadata: ObjectMeta,
        involvedObject: ObjectReference,
        type: EventType,
        reason: String,
        message: String,
        component: String,
        timestamp: String
    ) {
        self.metadata = metadata
        self.involvedObject = involvedObject
        self.reason = reason
        self.message = message
        source = Source(component: component)
        firstTimestamp = timestamp
        lastTimestamp = timestamp
        count = 1
        self.type = type
        reportingComponent = component
    }

    /// Reads an event; what is absent or null is empty.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(.metadata, or: ObjectMeta())
        involvedObject = try container.decode(.involvedObject, or: ObjectReference())
        reason = try container.decode(.reason, or: "")
        message = try container.decode(.message, or: "")
        source = try container.decode(.source, or: Source(component: ""))
        firstTimestamp = try container.decode(.firstTimestamp, or: "")
        lastTimestamp = try container.decode(.lastTimestamp, or: "")
        count = try container.decode(.count, or: 0)
        type = try container.decode(.type, or: .normal)
        reportingComponent = try container.decode(.reportingComponent, or: "")
    }

    /// Writes an event as client-go does: with the fields of events.k8s.io that it leaves empty.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(metadata, forKey: .metadata)
        try container.encode(involvedObject, forKey: .involvedObject)
        try container.encode(reason, forKey: .reason)
        try container.encode(message, forKey: .message)
        try container.encode(source, forKey: .source)
        try container.encode(firstTimestamp, forKey: .firstTimestamp)
        try container.encode(lastTimestamp, forKey: .lastTimestamp)
        try container.encode(count, forKey: .count)
        try container.encode(type, forKey: .type)
        try container.encodeNil(forKey: .eventTime)
        try container.encode(reportingComponent, forKey: .reportingComponent)
        try container.encode("", forKey: .reportingInstance)
    }
}

/// Whether an event is bad news (core/v1 Event `type`).
public struct EventType: OpenValue {
    /// Nothing to worry about.
    public static let normal = EventType(rawValue: "Normal")
    /// Somebody should look.
    public static let warning = EventType(rawValue: "Warning")
    /// All types.
    public static let known = [normal, warning]

    /// The value as Kubernetes writes it.
    public let rawValue: String

    /// Creates a value, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Points at an object (core/v1 ObjectReference).
public struct ObjectReference: Codable, Hashable, Sendable {
    /// `Service`.
    public var kind: String?
    /// The namespace; `nil` for objects that live in none.
    public var namespace: String?
    /// The name.
    public var name: String?
    /// The identity over time.
    public var uid: String?
    /// `v1`.
    public var apiVersion: String?
    /// The version of the object that was looked at.
    public var resourceVersion: String?

    /// Creates a reference.
    public init(
        kind: String? = nil,
        namespace: String? = nil,
        name: String? = nil,
        uid: String? = nil,
        apiVersion: String? = nil,
        resourceVersion: String? = nil
    ) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
        self.uid = uid
        self.apiVersion = apiVersion
        self.resourceVersion = resourceVersion
    }

    /// Points at an object as it is now.
    public init<Object: KubernetesObject>(to object: Object) {
        func unlessEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
        let (resource, metadata) = (Object.resource, object.metadata)
        self.init(
            kind: resource.kind,
            namespace: unlessEmpty(metadata.namespace),
            name: unlessEmpty(metadata.name),
            uid: unlessEmpty(metadata.uid),
            apiVersion: resource.apiVersion,
            resourceVersion: unlessEmpty(metadata.resourceVersion)
        )
    }
}
