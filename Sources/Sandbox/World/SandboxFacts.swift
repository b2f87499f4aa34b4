/// The ids of what every sandbox starts with.
public struct SandboxFacts: Sendable, Hashable {
    /// The project `k8s`.
    public internal(set) var projectID = ""
    /// The cluster's network, `k8s-net`.
    public internal(set) var networkID = ""
    /// Its IPv4 subnet, `k8s-subnet`, 10.10.0.0/16.
    public internal(set) var subnetID = ""
    /// Its IPv6 subnet, `k8s-subnet6`, fd00:10:10::/64.
    public internal(set) var subnet6ID = ""
    /// The external network for floating IPs, `public`.
    public internal(set) var floatingNetworkID = ""
    /// Its subnet, 203.0.113.0/24.
    public internal(set) var floatingSubnetID = ""
    /// An external network without a free address.
    public internal(set) var exhaustedNetworkID = ""
    /// The router between both subnets and the network `public`.
    public internal(set) var routerID = ""
    /// The nodes' security group, `k8s-nodes`.
    public internal(set) var securityGroupID = ""
    /// The nodes' servers, `node-1` first.
    public internal(set) var serverIDs: [String] = []
    /// The application credential of the user `occm`; its name is `occm`.
    public internal(set) var applicationCredentialID = ""
    /// Its secret.
    public internal(set) var applicationCredentialSecret = ""
    /// The trust by which the user `observer` may act for `occm`.
    public internal(set) var trustID = ""
    /// The stranger's project, `other`.
    public internal(set) var strangerProjectID = ""
    /// The stranger's network, also called `k8s-net`.
    public internal(set) var strangerNetworkID = ""
    /// The stranger's subnet, also called `k8s-subnet`.
    public internal(set) var strangerSubnetID = ""
    /// The stranger's load balancer, named as occm names the one of the Service `default/web-service` of the cluster `kubernetes`.
    public internal(set) var strangerLoadBalancerID = ""

    /// The facts as `facts.json` has them; without the secret.
    public var json: JSONValue {
        [
            "project_id": .string(projectID), "network_id": .string(networkID), "subnet_id": .string(subnetID),
            "subnet6_id": .string(subnet6ID), "floating_network_id": .string(floatingNetworkID),
            "floating_subnet_id": .string(floatingSubnetID), "exhausted_network_id": .string(exhaustedNetworkID),
            "router_id": .string(routerID), "security_group_id": .string(securityGroupID),
            "servers": .strings(serverIDs),
            "application_credential_id": .string(applicationCredentialID), "trust_id": .string(trustID),
            "stranger": [
                "project_id": .string(strangerProjectID), "network_id": .string(strangerNetworkID),
                "subnet_id": .string(strangerSubnetID), "load_balancer_id": .string(strangerLoadBalancerID),
            ],
        ]
    }
}
