extension CloudConfig {
    /// `[LoadBalancerClass "name"]`: networks for the Services that name the class in their annotation
    /// `loadbalancer.openstack.org/class`. Has nothing to do with `spec.loadBalancerClass`.
    public struct LoadBalancerClass: Sendable, Hashable {
        /// `floating-network-id`.
        public var floatingNetworkID: String?
        /// `floating-subnet-id`.
        public var floatingSubnetID: String?
        /// `floating-subnet`: a pattern for the subnet's name.
        public var floatingSubnet: String?
        /// `floating-subnet-tags`: a condition on the subnet's tags.
        public var floatingSubnetTags: String?
        /// `network-id`: of the VIP.
        public var networkID: String?
        /// `subnet-id`: of the VIP.
        public var subnetID: String?
        /// `member-subnet-id`.
        public var memberSubnetID: String?

        /// Creates a class that says nothing.
        public init() {}
    }
}

extension CloudConfig.LoadBalancerClass {
    /// The section's keys in the order of the reference.
    static let keys: [ConfigKey<Self>] = [
        ConfigKey("floating-network-id", \.floatingNetworkID, "The external network for floating IPs."),
        ConfigKey("floating-subnet-id", \.floatingSubnetID, "The subnet for floating IPs."),
        ConfigKey("floating-subnet", \.floatingSubnet, "A pattern for the name of that subnet."),
        ConfigKey("floating-subnet-tags", \.floatingSubnetTags, "The tags of that subnet."),
        ConfigKey("network-id", \.networkID, "The VIP's network."),
        ConfigKey("subnet-id", \.subnetID, "The VIP's subnet."),
        ConfigKey("member-subnet-id", \.memberSubnetID, "The members' subnet."),
    ]
}
