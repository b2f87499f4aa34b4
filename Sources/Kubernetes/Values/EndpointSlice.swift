/// Which nodes have endpoints of a Service (discovery.k8s.io/v1 EndpointSlice), without the endpoints' addresses.
public struct EndpointSlice: KubernetesObject, Codable, Hashable {
    /// `/apis/discovery.k8s.io/v1/…/endpointslices`.
    public static let resource = APIResource("EndpointSlice", plural: "endpointslices", group: "discovery.k8s.io")
    /// The label that names the Service.
    public static let serviceLabel = "kubernetes.io/service-name"

    /// One endpoint (discovery.k8s.io/v1 Endpoint).
    public struct Endpoint: Codable, Hashable, Sendable {
        /// The node it runs on.
        public var nodeName: String?
        /// Whether it takes connections; `nil` means yes.
        public var isReady: Bool?

        private enum CodingKeys: CodingKey {
            case nodeName, conditions
        }

        private struct Conditions: Codable {
            var ready: Bool?
        }

        /// Creates an endpoint.
        public init(nodeName: String? = nil, isReady: Bool? = nil) {
            self.nodeName = nodeName
            self.isReady = isReady
        }

        /// Reads an endpoint.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            nodeName = try container.decodeIfPresent(String.self, forKey: .nodeName)
            isReady = try container.decodeIfPresent(Conditions.self, forKey: .conditions)?.ready
        }

        /// Writes an endpoint.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeIfPresent(nodeName, forKey: .nodeName)
            try container.encode(Conditions(ready: isReady), forKey: .conditions)
        }
    }

    /// Who it is.
    public var metadata: ObjectMeta
    /// The endpoints.
    public var endpoints: [Endpoint]

    /// Creates a slice.
    public init(metadata: ObjectMeta, endpoints: [Endpoint] = []) {
        self.metadata = metadata
        self.endpoints = endpoints
    }

    /// Reads a slice; what is absent or null is empty.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(.metadata, or: ObjectMeta())
        endpoints = try container.decode(.endpoints, or: [])
    }
}
