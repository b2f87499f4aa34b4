/// A Service (core/v1).
public struct Service: Codable, Hashable, Sendable {
    /// What is observed of a Service (core/v1 ServiceStatus).
    public struct Status: Codable, Hashable, Sendable {
        /// Where the load balancer is reached.
        public var loadBalancer: LoadBalancerStatus
        /// What else is observed.
        public var conditions: [Condition]

        /// Creates a status.
        public init(loadBalancer: LoadBalancerStatus = LoadBalancerStatus(), conditions: [Condition] = []) {
            self.loadBalancer = loadBalancer
            self.conditions = conditions
        }

        /// Reads a status; what is absent or null is empty.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            loadBalancer = try container.decode(.loadBalancer, or: LoadBalancerStatus())
            conditions = try container.decode(.conditions, or: [])
        }
    }

    /// Who it is.
    public var metadata: ObjectMeta
    /// What it wants.
    public var spec: ServiceSpec
    /// What is observed of it.
    public var status: Status

    /// Creates a Service.
    public init(metadata: ObjectMeta, spec: ServiceSpec = ServiceSpec(), status: Status = Status()) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }

    /// Reads a Service; what is absent or null is empty.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(.metadata, or: ObjectMeta())
        spec = try container.decode(.spec, or: ServiceSpec())
        status = try container.decode(.status, or: Status())
    }
}
