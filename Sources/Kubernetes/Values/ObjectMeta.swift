/// What every Kubernetes object says about itself (meta/v1 ObjectMeta), without what occm does not use.
public struct ObjectMeta: Codable, Hashable, Sendable {
    /// The name, unique in the namespace.
    public var name: String
    /// The namespace; empty for objects that live in none.
    public var namespace: String
    /// The identity over time; empty in a manifest that was never applied.
    public var uid: String
    /// Counts changes of the spec; `nil` where the API server does not count.
    public var generation: Int64?
    /// The API server's version of this object; empty in a manifest.
    public var resourceVersion: String
    /// Free-form settings.
    public var annotations: [String: String]
    /// What selectors match.
    public var labels: [String: String]
    /// What has to be cleaned up before the object goes.
    public var finalizers: [String]
    /// When the object was made (RFC 3339).
    public var creationTimestamp: String?
    /// When deletion was asked for (RFC 3339); `nil` while it was not.
    public var deletionTimestamp: String?

    /// Creates metadata.
    public init(
        name: String = "",
        namespace: String = "",
        uid: String = "",
        generation: Int64? = nil,
        resourceVersion: String = "",
        annotations: [String: String] = [:],
        labels: [String: String] = [:],
        finalizers: [String] = [],
        creationTimestamp: String? = nil,
        deletionTimestamp: String? = nil
    ) {
        self.name = name
        self.namespace = namespace
        self.uid = uid
        self.generation = generation
        self.resourceVersion = resourceVersion
        self.annotations = annotations
        self.labels = labels
        self.finalizers = finalizers
        self.creationTimestamp = creationTimestamp
        self.deletionTimestamp = deletionTimestamp
    }

    private enum CodingKeys: CodingKey {
        case name, namespace, uid, generation, resourceVersion, annotations, labels, finalizers
        case creationTimestamp, deletionTimestamp
    }

    /// Reads metadata; what is absent or null is empty.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(.name, or: "")
        namespace = try container.decode(.namespace, or: "")
        uid = try container.decode(.uid, or: "")
        generation = try container.decodeIfPresent(Int64.self, forKey: .generation)
        resourceVersion = try container.decode(.resourceVersion, or: "")
        annotations = try container.decodeStrings(.annotations)
        labels = decoder.sharing(try container.decodeStrings(.labels))
        finalizers = try container.decode(.finalizers, or: [])
        creationTimestamp = try container.decodeIfPresent(String.self, forKey: .creationTimestamp)
        deletionTimestamp = try container.decodeIfPresent(String.self, forKey: .deletionTimestamp)
    }

    /// Writes what is set. Empty is absent: an object that is created says no more than it must.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeUnlessEmpty(name, .name)
        try container.encodeUnlessEmpty(namespace, .namespace)
        try container.encodeUnlessEmpty(uid, .uid)
        try container.encodeIfPresent(generation, forKey: .generation)
        try container.encodeUnlessEmpty(resourceVersion, .resourceVersion)
        try container.encodeUnlessEmpty(annotations, .annotations)
        try container.encodeUnlessEmpty(labels, .labels)
        try container.encodeUnlessEmpty(finalizers, .finalizers)
        try container.encodeIfPresent(creationTimestamp, forKey: .creationTimestamp)
        try container.encodeIfPresent(deletionTimestamp, forKey: .deletionTimestamp)
    }
}
