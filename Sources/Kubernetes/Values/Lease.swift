/// A Lease (coordination.k8s.io/v1): who leads, and until when.
///
/// Guarantees: what is not ours — all metadata, `strategy`, `preferredHolder` — is written back as it was read.
public struct Lease: ReplaceableObject, Hashable {
    /// `/apis/coordination.k8s.io/v1/…/leases`.
    public static let resource = APIResource("Lease", plural: "leases", group: "coordination.k8s.io")

    /// What the Lease says (coordination.k8s.io/v1 LeaseSpec).
    public struct Spec: Codable, Hashable, Sendable {
        /// Who leads; empty or `nil` if nobody does.
        public var holderIdentity: String?
        /// For how many seconds after a renewal others keep away.
        public var leaseDurationSeconds: Int?
        /// When the holder became the holder (MicroTime).
        public var acquireTime: String?
        /// When the holder last said that it lives (MicroTime).
        public var renewTime: String?
        /// How often the holder changed.
        public var leaseTransitions: Int?
        /// How candidates are chosen; kept as it is.
        public private(set) var strategy: String?
        /// Who should lead instead; kept as it is.
        public private(set) var preferredHolder: String?

        /// Creates a spec.
        public init(
            holderIdentity: String? = nil,
            leaseDurationSeconds: Int? = nil,
            acquireTime: String? = nil,
            renewTime: String? = nil,
            leaseTransitions: Int? = nil
        ) {
            self.holderIdentity = holderIdentity
            self.leaseDurationSeconds = leaseDurationSeconds
            self.acquireTime = acquireTime
            self.renewTime = renewTime
            self.leaseTransitions = leaseTransitions
        }
    }

    /// Who it is.
    public let metadata: ObjectMeta
    /// What it says.
    public var spec: Spec
    /// The metadata as it was read.
    private var readMetadata: JSONValue?

    /// Creates a Lease.
    public init(metadata: ObjectMeta, spec: Spec = Spec()) {
        self.metadata = metadata
        self.spec = spec
    }

    private enum CodingKeys: CodingKey {
        case metadata, spec
    }

    /// Reads a Lease.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(.metadata, or: ObjectMeta())
        spec = try container.decode(.spec, or: Spec())
        readMetadata = try container.decodeIfPresent(JSONValue.self, forKey: .metadata)
    }

    /// Writes the metadata as it was read, and the spec.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if let readMetadata {
            try container.encode(readMetadata, forKey: .metadata)
        } else {
            try container.encode(metadata, forKey: .metadata)
        }
        try container.encode(spec, forKey: .spec)
    }
}
