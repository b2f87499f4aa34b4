/// Settings (core/v1 ConfigMap).
public struct ConfigMap: KubernetesObject, Codable, Hashable {
    /// `/api/v1/…/configmaps`.
    public static let resource = APIResource("ConfigMap", plural: "configmaps")

    /// Who it is.
    public var metadata: ObjectMeta
    /// The settings.
    public var data: [String: String]

    /// Creates a ConfigMap.
    public init(metadata: ObjectMeta, data: [String: String] = [:]) {
        self.metadata = metadata
        self.data = data
    }

    /// Reads a ConfigMap; what is absent or null is empty.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(.metadata, or: ObjectMeta())
        data = try container.decodeStrings(.data)
    }
}
