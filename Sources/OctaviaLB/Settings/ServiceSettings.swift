import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import Planning

/// What a Service, its annotations and cloud.conf ask for, before anything is looked up in OpenStack.
///
/// Guarantees: pure; every problem is in `notes`, none stops the others from being found. A `blocked` note means that
/// applying these settings would be unsafe.
struct ServiceSettings: Sendable, Hashable {
    /// The ports in the Service's order.
    var ports: [PortSettings] = []
    /// No floating IP.
    var isInternal = false
    /// Who may connect, normalised, sorted, without duplicates.
    var sourceRanges: [IPNetwork] = []
    /// Whether the user restricted who may connect.
    var hasSourceRanges = false
    /// Headers that HTTP listeners insert.
    var insertHeaders: [String: String] = [:]
    /// Connections at once, for each listener.
    var connectionLimit = -1
    /// The listeners' timeouts.
    var timeouts = ListenerTimeouts()
    /// The pools' algorithm.
    var algorithm = "ROUND_ROBIN"
    /// Whether a client stays on one member.
    var sessionAffinity = false
    /// How long, in seconds, where the protocol can say so.
    var sessionTimeout: Int?
    /// How members are probed; `nil` for not at all.
    var monitor: MonitorSettings?
    /// Where the virtual address, the members and the floating IP live.
    var networks = NetworkSettings()
    /// Whether the floating IP outlives the load balancer.
    var keepFloatingIP = false
    /// The flavor.
    var flavorID: String?
    /// The availability zone.
    var availabilityZone: String?
    /// Labels that a node needs to become a member; empty selects all.
    var nodeSelector: NodeSelector = [:]
    /// A host name that the Service's status shows instead of the address.
    var hostname: String?
    /// Whether the pools speak PROXY, which the Service's status tells.
    var speaksProxy = false
    /// The load balancer that the Go OCCM wrote down, or that a user asks for.
    var loadBalancerID: String?
    /// The first of `spec.ipFamilies`; `nil` takes whichever the nodes have.
    var family: IPFamily?
    /// Everything that a reader of the plan should know.
    var notes: [Note] = []

    /// Whether a floating IP makes it public. Neutron has none for IPv6: such a VIP is reached directly.
    var wantsFloatingIP: Bool { !isInternal && family != .ipv6 }
}

/// Where things live: ids from annotations, the class and cloud.conf.
struct NetworkSettings: Sendable, Hashable {
    /// What the VIP is created on.
    var vip = VIPSpec()
    /// The subnet for members, as far as it is asked for.
    var memberSubnetID: String?
    /// The subnet and network that decide whether the members' subnet must be looked for.
    var subnetID: String?
    /// The network asked for, wherever from.
    var networkID: String?
    /// The external network; `nil` means it must be looked for.
    var floatingNetworkID: String?
    /// The floating IP's subnet.
    var floatingSubnetID: String?
    /// The address asked for with `spec.loadBalancerIP`.
    var address: String?

    /// Whether VIP and members live on a subnet that only the nodes' ports tell.
    var needsNodeSubnet: Bool { vip.portID == nil && subnetID == nil && networkID == nil }
}
