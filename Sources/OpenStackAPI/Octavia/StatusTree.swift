/// The statuses of a load balancer and of everything below it (Octavia API, "Get the Load Balancer status tree").
///
/// Octavia's objects can be ACTIVE above children that are not; only this tree shows it by one call.
public struct StatusTree: Decodable, Sendable {
    /// The load balancer at the top.
    public let loadBalancer: LoadBalancerNode

    private enum CodingKeys: String, CodingKey {
        case loadBalancer = "loadbalancer"
    }

    /// A load balancer in a status tree.
    public struct LoadBalancerNode: Decodable, Sendable {
        /// Its id.
        public let id: LoadBalancerID
        /// Its name.
        public let name: String?
        /// Whether its last change is carried out.
        public let provisioningStatus: ProvisioningStatus
        /// Whether it works.
        public let operatingStatus: OperatingStatus
        /// Its listeners.
        public let listeners: [ListenerNode]
        /// Pools, wherever they hang: Octavia lists those of listeners here too.
        public let pools: [PoolNode]

        private enum CodingKeys: String, CodingKey {
            case id, name, listeners, pools
            case provisioningStatus = "provisioning_status"
            case operatingStatus = "operating_status"
        }
    }

    /// A listener in a status tree.
    public struct ListenerNode: Decodable, Sendable {
        /// Its id.
        public let id: ListenerID
        /// Its name.
        public let name: String?
        /// Whether its last change is carried out.
        public let provisioningStatus: ProvisioningStatus
        /// Whether it works.
        public let operatingStatus: OperatingStatus
        /// Its pools.
        public let pools: [PoolNode]

        private enum CodingKeys: String, CodingKey {
            case id, name, pools
            case provisioningStatus = "provisioning_status"
            case operatingStatus = "operating_status"
        }
    }

    /// A pool in a status tree.
    public struct PoolNode: Decodable, Sendable {
        /// Its id.
        public let id: PoolID
        /// Its name.
        public let name: String?
        /// Whether its last change is carried out.
        public let provisioningStatus: ProvisioningStatus
        /// Whether it works.
        public let operatingStatus: OperatingStatus
        /// Its health monitor.
        public let healthMonitor: HealthMonitorNode?
        /// Its members.
        public let members: [MemberNode]

        private enum CodingKeys: String, CodingKey {
            case id, name, members
            case provisioningStatus = "provisioning_status"
            case operatingStatus = "operating_status"
            case healthMonitor = "health_monitor"
        }
    }

    /// A health monitor in a status tree.
    public struct HealthMonitorNode: Decodable, Sendable {
        /// Its id.
        public let id: HealthMonitorID
        /// Its name.
        public let name: String?
        /// Whether its last change is carried out.
        public let provisioningStatus: ProvisioningStatus

        private enum CodingKeys: String, CodingKey {
            case id, name
            case provisioningStatus = "provisioning_status"
        }
    }

    /// A member in a status tree.
    public struct MemberNode: Decodable, Sendable {
        /// Its id.
        public let id: MemberID
        /// Its name.
        public let name: String?
        /// Its address.
        public let address: String
        /// Its port.
        public let port: Int
        /// Whether its last change is carried out.
        public let provisioningStatus: ProvisioningStatus
        /// Whether it works.
        public let operatingStatus: OperatingStatus

        private enum CodingKeys: String, CodingKey {
            case id, name, address
            case port = "protocol_port"
            case provisioningStatus = "provisioning_status"
            case operatingStatus = "operating_status"
        }
    }
}
