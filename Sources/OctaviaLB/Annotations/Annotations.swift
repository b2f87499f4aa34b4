/// Every annotation that occm reads, in the order of docs/reference/annotations.md.
///
/// A new annotation is a declaration here, an entry in ``all``, and the place in `ServiceSettings` that uses it.
public enum Annotations {
    /// No floating IP.
    static let isInternal = Annotation(
        "openstack-internal-load-balancer",
        .bool,
        default: "`false`",
        changes: .inPlace,
        invalid: .refuse,
        help:
            "`true` gives the load balancer no floating IP. `internal-lb` in cloud.conf makes every Service internal.",
        prefix: "service.beta.kubernetes.io/"
    )
    /// Who may connect.
    static let sourceRanges = Annotation(
        "load-balancer-source-ranges",
        .sourceRanges,
        default: "everyone",
        changes: .inPlace,
        invalid: .refuse,
        help: "Networks that may connect, separated by commas. `spec.loadBalancerSourceRanges` wins.",
        prefix: "service.beta.kubernetes.io/"
    )
    /// The protocol that listeners speak.
    static let listenerProtocol = Annotation(
        "listener-protocol",
        .protocolByPort,
        default: "the port's own protocol",
        changes: .replacesChild,
        invalid: .refuse,
        help: """
            The protocol of the listeners: one for all TCP ports (`HTTP`), or a list by port number or name \
            (`80:HTTP,443:TCP`).
            """
    )
    /// The protocol that pools speak.
    static let poolProtocol = Annotation(
        "pool-protocol",
        .protocolByPort,
        default: "the listener's protocol; HTTP for TERMINATED_HTTPS",
        changes: .replacesChild,
        invalid: .refuse,
        help: "The protocol of the pools: one for all TCP ports, or a list by port number or name."
    )
    /// HTTP with the client's address in a header.
    static let xForwardedFor = Annotation(
        "x-forwarded-for",
        .bool,
        default: "`false`",
        changes: .replacesChild,
        invalid: .useDefault,
        help: "`true` makes all TCP ports HTTP and inserts the header X-Forwarded-For."
    )
    /// The PROXY protocol towards the members.
    static let proxyProtocol = Annotation(
        "proxy-protocol",
        .proxyProtocol,
        default: "off",
        changes: .replacesChild,
        invalid: .refuse,
        help: "`true` or `v1` speaks PROXY to the members of all TCP ports, `v2` PROXYV2, `false` neither."
    )
    /// How many connections a listener takes.
    static let connectionLimit = Annotation(
        "connection-limit",
        .number(-1...2_147_483_647),
        default: "`-1`, no limit",
        changes: .inPlace,
        invalid: .useDefault,
        help: "Connections at once, for each listener."
    )
    /// How long a client may be silent.
    static let timeoutClientData = timeout("client-data", default: 50000, "How long a client may be silent")
    /// How long connecting to a member may take.
    static let timeoutMemberConnect = timeout(
        "member-connect",
        default: 5000,
        "How long connecting to a member may take"
    )
    /// How long a member may be silent.
    static let timeoutMemberData = timeout("member-data", default: 50000, "How long a member may be silent")
    /// How long to wait for packets to inspect.
    static let timeoutTCPInspect = timeout(
        "tcp-inspect",
        default: 0,
        "How long to wait for more TCP packets to inspect"
    )
    /// The pools' algorithm.
    static let algorithm = Annotation(
        "lb-method",
        .oneOf("ROUND_ROBIN", "LEAST_CONNECTIONS", "SOURCE_IP", "SOURCE_IP_PORT"),
        default: "`lb-method` in cloud.conf",
        changes: .inPlace,
        invalid: .useDefault,
        help: "How the pools choose a member."
    )
    /// Whether pools have a health monitor.
    static let enableHealthMonitor = Annotation(
        "enable-health-monitor",
        .bool,
        default: "`create-monitor` in cloud.conf",
        changes: .inPlace,
        invalid: .useDefault,
        help: "Whether each pool has a health monitor."
    )
    /// Seconds between probes.
    static let monitorDelay = monitor("delay", 1...2_147_483_647, "Seconds between probes.")
    /// Seconds a probe may take.
    static let monitorTimeout = monitor("timeout", 1...2_147_483_647, "Seconds that a probe may take.")
    /// Successes until up.
    static let monitorMaxRetries = monitor("max-retries", 1...10, "Successful probes until a member is up.")
    /// Failures until down.
    static let monitorMaxRetriesDown = monitor("max-retries-down", 1...10, "Failed probes until a member is down.")
    /// The VIP's subnet.
    static let subnetID = Annotation(
        "subnet-id",
        .id(of: "subnet"),
        default: "`subnet-id` in cloud.conf",
        changes: .onCreate,
        invalid: .refuse,
        help: "The subnet of the virtual address, and of the members unless `member-subnet-id` says otherwise."
    )
    /// The VIP's network.
    static let networkID = Annotation(
        "network-id",
        .id(of: "network"),
        default: "`network-id` in cloud.conf",
        changes: .onCreate,
        invalid: .refuse,
        help: "The network of the virtual address."
    )
    /// The VIP's port.
    static let portID = Annotation(
        "port-id",
        .id(of: "port"),
        default: "a new port",
        changes: .onCreate,
        invalid: .refuse,
        help: "A port to use for the virtual address; subnet and network are not sent then."
    )
    /// The members' subnet.
    static let memberSubnetID = Annotation(
        "member-subnet-id",
        .id(of: "subnet"),
        default: "`member-subnet-id` in cloud.conf, else the VIP's subnet",
        changes: .inPlace,
        invalid: .refuse,
        help: "The subnet through which members are reached."
    )
    /// The floating IP's network.
    static let floatingNetworkID = Annotation(
        "floating-network-id",
        .id(of: "network"),
        default: "`floating-network-id` in cloud.conf, else the first external network",
        changes: .onFloatingIP,
        invalid: .refuse,
        help: "The external network of the floating IP."
    )
    /// The floating IP's subnet.
    static let floatingSubnetID = Annotation(
        "floating-subnet-id",
        .id(of: "subnet"),
        default: "`floating-subnet-id` in cloud.conf",
        changes: .onFloatingIP,
        invalid: .refuse,
        help: "The subnet of the floating IP."
    )
    /// Whether the floating IP outlives the load balancer.
    static let keepFloatingIP = Annotation(
        "keep-floatingip",
        .bool,
        default: "`false`",
        changes: .onRelease,
        invalid: .refuse,
        help: "`true` never deletes the floating IP: it is only detached."
    )
    /// A section of cloud.conf.
    static let loadBalancerClass = Annotation(
        "class",
        .text,
        default: "none",
        changes: .onCreate,
        invalid: .refuse,
        help: "The `[LoadBalancerClass \"…\"]` of cloud.conf whose networks are used."
    )
    /// The flavor.
    static let flavorID = Annotation(
        "flavor-id",
        .id(of: "flavor"),
        default: "`flavor-id` in cloud.conf",
        changes: .onCreate,
        invalid: .refuse,
        help: "The Octavia flavor."
    )
    /// The availability zone.
    static let availabilityZone = Annotation(
        "availability-zone",
        .text,
        default: "`availability-zone` in cloud.conf",
        changes: .onCreate,
        invalid: .useDefault,
        help: "The Octavia availability zone."
    )
    /// Which nodes become members.
    static let nodeSelector = Annotation(
        "node-selector",
        .labels,
        default: "`node-selector` in cloud.conf; all nodes",
        changes: .inPlace,
        invalid: .useDefault,
        help: """
            Labels that a node needs to become a member: `a=b,c`; `c` takes any value. Empty selects all nodes; labels that \
            no node has are a warning.
            """
    )
    /// The host name in the Service's status.
    static let hostname = Annotation(
        "hostname",
        .text,
        default: "none",
        changes: .inPlace,
        invalid: .useDefault,
        help: "A host name that the Service's status shows instead of the address."
    )
    /// The load balancer, by id.
    static let loadBalancerID = Annotation(
        "load-balancer-id",
        .id(of: "load balancer"),
        default: "found by tags",
        changes: .onCreate,
        invalid: .refuse,
        help: """
            The load balancer of the Service, as the Go OCCM writes it. A hint: it must be the one that is found by tags. \
            Sharing another Service's load balancer is refused.
            """
    )
    /// The address, written by the Go OCCM.
    static let loadBalancerAddress = Annotation(
        "load-balancer-address",
        .text,
        default: "none",
        changes: .inPlace,
        invalid: .useDefault,
        help: "Written by the Go OCCM; not read."
    )
    /// No changes for now.
    static let paused = Annotation(
        "paused",
        .bool,
        default: "`false`",
        changes: .inController,
        invalid: .refuse,
        help: """
            `true` leaves the Service's load balancer as it is, whatever changes, until the annotation goes. Deleting the \
            Service still deletes it. occm plan shows what waits.
            """
    )

    /// Every declaration.
    public static let all: [AnnotationFacts] = [
        isInternal.facts, sourceRanges.facts, listenerProtocol.facts, poolProtocol.facts, xForwardedFor.facts,
        proxyProtocol.facts, connectionLimit.facts, timeoutClientData.facts, timeoutMemberConnect.facts,
        timeoutMemberData.facts, timeoutTCPInspect.facts, algorithm.facts, enableHealthMonitor.facts,
        monitorDelay.facts, monitorTimeout.facts, monitorMaxRetries.facts, monitorMaxRetriesDown.facts,
        subnetID.facts, networkID.facts, portID.facts, memberSubnetID.facts, floatingNetworkID.facts,
        floatingSubnetID.facts, keepFloatingIP.facts, loadBalancerClass.facts, flavorID.facts,
        availabilityZone.facts, nodeSelector.facts, hostname.facts, loadBalancerID.facts, loadBalancerAddress.facts,
        paused.facts,
    ]

    /// Annotations of the Go OCCM that this release does not carry out. Ignoring them could expose a Service or break
    /// it, so a Service that has one is refused.
    static let unsupported: [String: String] = [
        "default-tls-container-ref": "TLS termination is not available in this release",
        "floating-subnet": "choosing the floating IP's subnet by name is not available: use floating-subnet-id",
        "floating-subnet-tags": "choosing the floating IP's subnet by tags is not available: use floating-subnet-id",
    ]

    private static func timeout(_ name: String, default value: Int, _ help: String) -> Annotation<Int> {
        Annotation(
            "timeout-" + name,
            .number(0...86_400_000),
            default: "`\(value)`",
            changes: .inPlace,
            invalid: .useDefault,
            help: help + ", in milliseconds."
        )
    }

    private static func monitor(_ name: String, _ range: ClosedRange<Int>, _ help: String) -> Annotation<Int> {
        Annotation(
            "health-monitor-" + name,
            .number(range),
            default: "`monitor-\(name)` in cloud.conf",
            changes: .inPlace,
            invalid: .useDefault,
            help: help
        )
    }
}
