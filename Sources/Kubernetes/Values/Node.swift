/// A Node (core/v1), without images, annotations and other things that occm does not use: a cluster has thousands.
public struct Node: Codable, Hashable, Sendable {
    /// What a Node is given (core/v1 NodeSpec).
    public struct Spec: Codable, Hashable, Sendable {
        /// The cloud's id of the machine: `openstack:///<uuid>`; empty until the cloud provider has set it.
        public var providerID: String
        /// Which pods keep away.
        public var taints: [Taint]
        /// Whether new pods keep away.
        public var unschedulable: Bool
        /// The pods' network, first family.
        public var podCIDR: String
        /// The pods' networks, one a family.
        public var podCIDRs: [String]

        /// Creates a spec.
        public init(
            providerID: String = "",
            taints: [Taint] = [],
            unschedulable: Bool = false,
            podCIDR: String = "",
            podCIDRs: [String] = []
        ) {
            self.providerID = providerID
            self.taints = taints
            self.unschedulable = unschedulable
            self.podCIDR = podCIDR
            self.podCIDRs = podCIDRs
        }

        /// Reads a spec; what is absent or null is empty.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            providerID = try container.decode(.providerID, or: "")
            taints = try container.decode(.taints, or: [])
            unschedulable = try container.decode(.unschedulable, or: false)
            podCIDR = try container.decode(.podCIDR, or: "")
            podCIDRs = try container.decode(.podCIDRs, or: [])
        }
    }

    /// What is observed of a Node (core/v1 NodeStatus).
    public struct Status: Codable, Hashable, Sendable {
        /// How it is reached.
        public var addresses: [NodeAddress]
        /// How it does.
        public var conditions: [NodeCondition]

        /// Creates a status.
        public init(addresses: [NodeAddress] = [], conditions: [NodeCondition] = []) {
            self.addresses = addresses
            self.conditions = conditions
        }

        /// Reads a status; what is absent or null is empty.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            addresses = try container.decode(.addresses, or: [])
            conditions = try container.decode(.conditions, or: [])
        }
    }

    /// Who it is.
    public var metadata: ObjectMeta
    /// What it is given.
    public var spec: Spec
    /// What is observed of it.
    public var status: Status

    /// Creates a Node.
    public init(metadata: ObjectMeta, spec: Spec = Spec(), status: Status = Status()) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }

    /// Reads a Node; what is absent or null is empty. Of its annotations only ``providedAddressAnnotation`` is kept.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(.metadata, or: ObjectMeta())
        metadata.annotations = metadata.annotations.filter { $0.key == Self.providedAddressAnnotation }
        spec = try container.decode(.spec, or: Spec())
        status = try container.decode(.status, or: Status())
    }
}

/// One observed aspect of a Node (core/v1 NodeCondition): its type and status. Times and sentences change with every
/// heartbeat, and nothing asks for them.
public struct NodeCondition: Codable, Hashable, Sendable {
    /// What is observed, such as `Ready`.
    public var type: String
    /// `True`, `False` or `Unknown`.
    public var status: String

    /// Creates a condition.
    public init(type: String, status: String) {
        self.type = type
        self.status = status
    }
}

/// One way to reach a Node (core/v1 NodeAddress).
public struct NodeAddress: Codable, Hashable, Sendable {
    /// What kind of address it is (core/v1 NodeAddressType).
    public struct Kind: OpenValue {
        /// The name the machine has for itself.
        public static let hostname = Kind(rawValue: "Hostname")
        /// An address in the cluster's network.
        public static let internalIP = Kind(rawValue: "InternalIP")
        /// An address that is reached from elsewhere.
        public static let externalIP = Kind(rawValue: "ExternalIP")
        /// A name in the cluster's network.
        public static let internalDNS = Kind(rawValue: "InternalDNS")
        /// A name that is known elsewhere.
        public static let externalDNS = Kind(rawValue: "ExternalDNS")
        /// All kinds.
        public static let known = [hostname, internalIP, externalIP, internalDNS, externalDNS]

        /// The value as Kubernetes writes it.
        public let rawValue: String

        /// Creates a value, known or not.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// What kind of address it is.
    public var type: Kind
    /// The address or name.
    public var address: String

    /// Creates an address.
    public init(type: Kind, address: String) {
        self.type = type
        self.address = address
    }
}

/// What keeps pods away from a Node (core/v1 Taint).
public struct Taint: Codable, Hashable, Sendable {
    /// The key that tolerations match.
    public var key: String
    /// The value that tolerations match.
    public var value: String?
    /// What happens to pods that do not tolerate it: `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
    public var effect: String
    /// When it was added (RFC 3339); `NoExecute` only.
    public var timeAdded: String?

    /// Creates a taint.
    public init(key: String, value: String? = nil, effect: String, timeAdded: String? = nil) {
        self.key = key
        self.value = value
        self.effect = effect
        self.timeAdded = timeAdded
    }
}
