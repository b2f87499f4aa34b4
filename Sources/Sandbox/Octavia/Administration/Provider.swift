import OrderedCollections

/// A provider of load balancers, and what its driver refuses.
struct Provider: Sendable {
    /// The drivers that are simulated.
    enum Driver: Sendable {
        /// Virtual machines; refuses SOURCE_IP_PORT.
        case amphora
        /// The network's own load balancing: TCP, UDP and SCTP without L7, access lists, failover or monitor addresses.
        case ovn
        /// Accepts everything.
        case noop
    }

    /// The provider of load balancers that ask for none.
    static let defaultName = "amphora"

    /// The providers of a plain deployment.
    static let standard: OrderedDictionary<String, Provider> = [
        "amphora": Provider(name: "amphora", description: "The Octavia Amphora driver.", driver: .amphora),
        "octavia": Provider(
            name: "octavia",
            description: "Deprecated alias of the Octavia Amphora driver.",
            driver: .amphora
        ),
        "ovn": Provider(name: "ovn", description: "Octavia OVN driver.", driver: .ovn),
        "noop_driver": Provider(name: "noop_driver", description: "The no-op driver.", driver: .noop),
    ]

    /// The name.
    let name: String
    /// What the list of providers says about it.
    let description: String
    /// How it behaves.
    let driver: Driver
}

// MARK: - Refusals

extension Provider {
    /// Refuses a listener.
    func check(listener body: JSONObject) throws(OctaviaFault) {
        guard driver == .ovn else { return }
        try checkOVN(protocol: body.text("protocol") ?? "")
        try check(listenerUpdate: body)
    }

    /// Refuses the update of a listener.
    func check(listenerUpdate body: JSONObject) throws(OctaviaFault) {
        guard driver == .ovn, body.isTruthy("allowed_cidrs") else { return }
        throw .unsupported(name, "OVN provider does not support allowed_cidrs option")
    }

    /// Refuses a pool.
    func check(pool body: JSONObject) throws(OctaviaFault) {
        if driver == .ovn { try checkOVN(protocol: body.text("protocol") ?? "") }
        try check(poolUpdate: body)
    }

    /// Refuses the update of a pool.
    func check(poolUpdate body: JSONObject) throws(OctaviaFault) {
        let algorithm = body.text("lb_algorithm")
        switch driver {
        case .amphora where algorithm == "SOURCE_IP_PORT":
            throw .unsupported(name, "Amphora provider does not support SOURCE_IP_PORT algorithm.")
        case .ovn:
            if let algorithm, algorithm != "SOURCE_IP_PORT", algorithm != "SOURCE_IP" {
                throw .unsupported(name, "OVN provider does not support \(algorithm) algorithm")
            }
            if let type = body["session_persistence"]?["type"]?.stringValue, type != "SOURCE_IP" {
                throw .unsupported(
                    name,
                    "OVN provider does not support \(type) session persistence. Only SOURCE_IP type is supported."
                )
            }
        default: break
        }
    }

    /// Refuses a member.
    func check(member body: JSONObject, pool: Pool, addresses: [IPAddress]) throws(OctaviaFault) {
        guard let member = body.text("address").flatMap({ IPAddress($0) }) else { return }
        let mixes = !addresses.contains { $0.family == member.family }
        switch driver {
        case .ovn:
            guard !body.isTruthy("monitor_address"), !body.isTruthy("monitor_port") else {
                throw .unsupported(
                    name,
                    "OVN Load Balancer does not support different member monitor address or port."
                )
            }
            guard !mixes else {
                throw .unsupported(
                    name,
                    "OVN provider does not support mixing IPv4/IPv6 configuration within the same Load Balancer."
                )
            }
        case .amphora where mixes && Protocols.isDatagram(pool.protocolName):
            throw .unsupported(
                name,
                "This provider doesn't support mixing IPv4 and IPv6 addresses for its VIP and members in "
                    + "\(pool.protocolName) load balancers."
            )
        default: break
        }
    }

    /// Refuses a health monitor.
    func check(healthMonitor body: JSONObject) throws(OctaviaFault) {
        guard driver == .ovn, let type = body.text("type"), type != "UDP-CONNECT", type != "TCP" else { return }
        throw .unsupported(
            name,
            "OVN provider does not support \(type) health monitor type. Supported types: UDP-CONNECT, TCP"
        )
    }

    /// Refuses L7 policies.
    func checkL7Policy(listenerProtocol: String) throws(OctaviaFault) {
        switch driver {
        case .ovn: throw .notImplemented(name, "This feature is not implemented by the provider.")
        case .amphora where !Protocols.isHTTP(listenerProtocol):
            throw .unsupported(name, "\(listenerProtocol) protocol listeners do not support L7 policies")
        default: break
        }
    }

    /// Refuses failover.
    func checkFailover() throws(OctaviaFault) {
        guard driver == .ovn else { return }
        throw .unsupported(name, "OVN provider does not support loadbalancer failover")
    }

    private func checkOVN(protocol protocolName: String) throws(OctaviaFault) {
        guard ["TCP", "UDP", "SCTP"].contains(protocolName) else {
            throw .unsupported(name, "OVN provider does not support \(protocolName) protocol")
        }
    }
}

// MARK: - Requests

extension OctaviaState {
    /// The enabled provider with a name.
    func provider(named name: String) throws(OctaviaFault) -> Provider {
        guard let provider = settings.providers[name] else {
            throw OctaviaFault(400, "Provider '\(name)' is not enabled.")
        }
        return provider
    }

    /// The provider of a load balancer.
    func provider(of loadBalancer: LoadBalancer) throws(OctaviaFault) -> Provider {
        try provider(named: loadBalancer.provider)
    }

    /// The provider of the load balancer with an id.
    func provider(of loadBalancer: String) throws(OctaviaFault) -> Provider {
        try provider(named: loadBalancers[loadBalancer]?.provider ?? Provider.defaultName)
    }

    /// Answers with the enabled providers.
    func listProviders(_ call: Call) throws(OctaviaFault) -> SandboxResponse {
        try call.authorise(.read, project: call.request.caller.projectID)
        let providers = settings.providers.values.map { ($0.name, $0.description) }
        return describe("providers", providers, call)
    }

    /// Answers with what a provider's flavors or availability zones may set.
    func listCapabilities(_ topic: String, of name: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        try call.authoriseAdministrator()
        let provider = try provider(named: name)
        guard provider.driver != .ovn else {
            throw .notImplemented(name, "This feature is not implemented by the provider.")
        }
        return describe(topic, topic == "flavor_capabilities" ? Self.flavorOptions : Self.zoneOptions, call)
    }

    private func describe(_ key: String, _ items: [(name: String, text: String)], _ call: Call) -> SandboxResponse {
        let fields = ListQuery.fields(call.request)
        let objects = items.map { item -> JSONValue in
            let object: JSONObject = ["name": .string(item.name), "description": .string(item.text)]
            return .object(object.filter { fields?.contains($0.key) ?? true })
        }
        return SandboxResponse(status: 200, json: [key: .array(objects)])
    }

    /// What a flavor of an amphora may set.
    static let flavorOptions = [
        (
            name: "loadbalancer_topology",
            text: "The load balancer topology. One of: SINGLE - One amphora per load balancer. "
                + "ACTIVE_STANDBY - Two amphora per load balancer."
        ),
        (name: "compute_flavor", text: "The compute driver flavor ID."),
        (name: "amp_image_tag", text: "The amphora image tag."),
        (name: "sriov_vip", text: "When true, the VIP port will be created using an SR-IOV VF port."),
        (
            name: "allow_member_sriov",
            text: "When true, users can request a member port be SR-IOV enabled at member creation time."
        ),
    ]

    /// What an availability zone of an amphora may set.
    static let zoneOptions = [
        (name: "compute_zone", text: "The compute availability zone."),
        (name: "volume_zone", text: "The volume availability zone."),
        (name: "management_network", text: "The management network ID for the amphora."),
        (
            name: "valid_vip_networks",
            text: "List of network IDs that are allowed for VIP use. This overrides/replaces the list of allowed "
                + "networks configured in `octavia.conf`."
        ),
    ]
}
