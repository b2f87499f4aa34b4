public import Planning

/// The fields that a new resource shows, in the order of the API reference.

extension LoadBalancerSpec {
    var creationFields: [FieldChange] {
        var fields = [FieldChange("provider", to: provider)]
        fields.add("flavor_id", flavorID)
        fields.add("availability_zone", availabilityZone)
        fields.add("vip_port_id", vip.portID)
        fields.add("vip_subnet_id", vip.subnetID)
        fields.add("vip_network_id", vip.networkID)
        fields.append(FieldChange("vip_address", to: vip.address.map(PlanValue.string) ?? .knownAfterApply))
        fields.append(FieldChange("tags", to: identity.tags))
        return fields
    }
}

extension ListenerSpec {
    func creationFields(tags: [String]) -> [FieldChange] {
        var fields = [
            FieldChange("protocol", to: proto.rawValue),
            FieldChange("protocol_port", to: port),
            FieldChange("connection_limit", to: connectionLimit),
        ]
        fields.add("allowed_cidrs", allowedCIDRs)
        for (name, value) in insertHeaders.sorted(by: { $0.key < $1.key }) {
            fields.add("insert_headers.\(name)", value)
        }
        for (name, path) in ListenerTimeouts.fields { fields.add(name, timeouts?[keyPath: path]) }
        fields.append(FieldChange("tags", to: tags))
        return fields
    }
}

extension ListenerTimeouts {
    /// The four timeouts by their names in the API.
    static var fields: [(name: String, path: any KeyPath<Self, Int> & Sendable)] {
        [
            ("timeout_client_data", \.clientData), ("timeout_member_connect", \.memberConnect),
            ("timeout_member_data", \.memberData), ("timeout_tcp_inspect", \.tcpInspect),
        ]
    }
}

extension PoolSpec {
    func creationFields(replacing old: ObservedPool? = nil) -> [FieldChange] {
        var fields = [FieldChange("protocol", from: old?.proto, to: proto)]
        if old?.algorithm != algorithm {
            fields.append(FieldChange("lb_algorithm", from: old?.algorithm, to: algorithm))
        }
        if let persistence { fields.append(FieldChange("session_persistence", to: persistence)) }
        return fields
    }
}

extension SessionPersistence: PlanValueConvertible {
    /// `SOURCE_IP`, with its timeout or cookie.
    public var planValue: PlanValue {
        .string([type, timeout.map { "\($0) s" }, cookieName].compactMap(\.self).joined(separator: ", "))
    }
}

extension HealthMonitorSpec {
    func creationFields(replacing old: Self? = nil) -> [FieldChange] {
        var fields = [
            FieldChange("type", from: old?.type, to: type),
            FieldChange("delay", from: old?.delay, to: delay),
            FieldChange("timeout", from: old?.timeout, to: timeout),
            FieldChange("max_retries", from: old?.maxRetries, to: maxRetries),
            FieldChange("max_retries_down", from: old?.maxRetriesDown, to: maxRetriesDown),
        ]
        fields.add("http_method", http?.method)
        fields.add("url_path", http?.path)
        fields.add("expected_codes", http?.expectedCodes)
        return fields.filter { $0.before != $0.after }
    }
}

extension MemberSpec: PlanValueConvertible {
    /// What can change of a member: `weight 1, subnet 4f…, monitor port 10256`.
    public var planValue: PlanValue {
        var text = "weight \(weight)"
        if let subnetID { text += ", subnet \(subnetID)" }
        if let monitorPort { text += ", monitor port \(monitorPort)" }
        return .string(text)
    }

    /// The member as a plan names it: `192.0.2.4:30080 (node-1)`.
    var title: String {
        // Large Services have tens of thousands of members: the text is allocated once.
        var title = ""
        title.reserveCapacity("[]:65535 ()".utf8.count + address.utf8.count + name.utf8.count)
        title += address.utf8.contains(UInt8(ascii: ":")) ? "[\(address)]" : address
        title += ":"
        title += String(port)
        if !name.isEmpty {
            title += " ("
            title += name
            title += ")"
        }
        return title
    }
}

extension FloatingIPSpec {
    var creationFields: [FieldChange] {
        [
            FieldChange("floating_network_id", to: networkID),
            FieldChange("floating_ip_address", to: address.map(PlanValue.string) ?? .knownAfterApply),
        ]
    }
}

extension [FieldChange] {
    /// Appends a field of a new resource, if it has a value.
    mutating func add(_ name: String, _ value: (some PlanValueConvertible)?) {
        if let value { append(FieldChange(name, to: value)) }
    }
}
