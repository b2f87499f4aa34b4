/// A Secret (core/v1).
///
/// Guarantees: printing or dumping it never shows what it holds. It can't be encoded: occm only reads Secrets.
public struct ClusterSecret: KubernetesObject, Hashable {
    /// `/api/v1/…/secrets`.
    public static let resource = APIResource("Secret", plural: "secrets")

    /// Who it is.
    public var metadata: ObjectMeta
    /// What kind of Secret it is: `kubernetes.io/tls`.
    public var type: String
    /// What it holds, in base64 as the API sends it.
    public var data: [String: Redacted]

    /// Creates a Secret.
    public init(metadata: ObjectMeta, type: String = "Opaque", data: [String: Redacted] = [:]) {
        self.metadata = metadata
        self.type = type
        self.data = data
    }

    private enum CodingKeys: CodingKey {
        case metadata, type, data
    }

    /// Reads a Secret; what is absent or null is empty.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(.metadata, or: ObjectMeta())
        type = try container.decode(.type, or: "Opaque")
        data = try container.decodeStrings(.data).mapValues(Redacted.init)
    }
}
