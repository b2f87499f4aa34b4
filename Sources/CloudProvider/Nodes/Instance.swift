public import Kubernetes
public import Planning

/// A machine of the cloud, as its Node should show it, and how each fact was come by.
public struct Instance: Sendable, Hashable {
    /// The id to write in `spec.providerID` where that is empty.
    public var providerID: Derived<String>
    /// The addresses in the order in which the Node should have them, each only once a type. Empty where the cloud knows
    /// none (yet): a Node keeps what it has then.
    public var addresses: [Derived<NodeAddress>]
    /// The value of the two instance type labels.
    public var instanceType: Derived<String>?
    /// The value of the two zone labels.
    public var zone: Derived<String>?
    /// The value of the two region labels.
    public var region: Derived<String>?
    /// Further labels that the cloud wants the Node to have, by key.
    public var additionalLabels: [String: Derived<String>]
    /// Whether the machine is shut down and will not come back by itself.
    public var isShutDown: Bool
    /// What its operator should know; the machine's Node is served all the same.
    public var notes: [Note]

    /// Creates an instance of which only its id is known.
    public init(
        providerID: Derived<String>,
        addresses: [Derived<NodeAddress>] = [],
        instanceType: Derived<String>? = nil,
        zone: Derived<String>? = nil,
        region: Derived<String>? = nil,
        additionalLabels: [String: Derived<String>] = [:],
        isShutDown: Bool = false,
        notes: [Note] = []
    ) {
        self.providerID = providerID
        self.addresses = addresses
        self.instanceType = instanceType
        self.zone = zone
        self.region = region
        self.additionalLabels = additionalLabels
        self.isShutDown = isShutDown
        self.notes = notes
    }
}

/// A value, and where it comes from.
public struct Derived<Value: Sendable & Hashable>: Sendable, Hashable {
    /// The value.
    public var value: Value
    /// Where it comes from, as part of a sentence: `fixed IP of port 3f… on network k8s-net`.
    public var origin: String

    /// Creates a value with its origin.
    public init(_ value: Value, from origin: String) {
        self.value = value
        self.origin = origin
    }
}
