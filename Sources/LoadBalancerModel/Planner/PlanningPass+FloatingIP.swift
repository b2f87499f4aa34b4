import Planning

extension PlanningPass {
    /// An external load balancer has one floating IP, whoever made it; an internal one has none.
    mutating func reconcileFloatingIP() {
        let port = loadBalancer?.vipPortID
        let onPort = observation.floatingIPs.filter { $0.portID != nil && $0.portID == port }
        guard let wanted = spec.floatingIP else {
            for floatingIP in onPort { remove(floatingIP) }
            deleteLeftovers()
            return
        }
        guard let existing = onPort.first else {
            guard loadBalancer == nil || port != nil else { return noteUnknownPort() }
            attachOrCreate(wanted)
            return
        }
        if ownership.floatingIP(existing, on: loadBalancer) { tag(existing) }
        if let address = wanted.address, address != existing.address {
            draft.note(
                .warning,
                "immutable",
                "The floating IP is \(existing.address), the Service wants \(address): it is not exchanged in place. "
                    + "Delete and re-create the Service to get it."
            )
        }
    }

    private mutating func noteUnknownPort() {
        let message = "Octavia does not say which port has the VIP, so no floating IP is attached; run again."
        draft.note(.warning, "vip-port-unknown", message)
    }

    private mutating func attachOrCreate(_ wanted: FloatingIPSpec) {
        let key = ResourceKey.floatingIP(of: spec.identity.subject)
        if let address = wanted.address, let named = observation.floatingIPs.first(where: { $0.address == address }) {
            attach(named, reason: "the Service asks for this address")
        } else if wanted.address == nil, let leftover = leftovers.first(where: { $0.networkID == wanted.networkID }) {
            attach(leftover, reason: "\(spec.identity.subject) has this one left")
            tag(leftover)
        } else {
            let change = Change(
                .create,
                key,
                fields: wanted.creationFields,
                reason: "\(spec.identity.subject) is external and has none yet"
            )
            let tagging = LoadBalancerOperation.tagFloatingIP(.planned, tags: spec.identity.tags)
            draft.add([.createFloatingIP(wanted), tagging], [change])
        }
    }

    private mutating func attach(_ floatingIP: ObservedFloatingIP, reason: String) {
        guard floatingIP.portID == nil else {
            draft.note(
                .blocked,
                "floating-ip-in-use",
                "The floating IP \(floatingIP.address) that the Service asks for is in use by port "
                    + "\(floatingIP.portID ?? ""): free it, or ask for another."
            )
            return
        }
        let after = loadBalancer?.vipPortID.map(PlanValue.string) ?? .knownAfterApply
        draft.add(
            .attachFloatingIP(id: floatingIP.id),
            Change(
                .update,
                .floatingIP(of: spec.identity.subject, id: floatingIP.id),
                fields: [FieldChange("port_id", to: after)],
                reason: "\(reason): \(floatingIP.address)"
            )
        )
    }

    /// Deletes ours; one that is to be kept, or that somebody else brought, is only taken off the VIP.
    private mutating func remove(_ floatingIP: ObservedFloatingIP) {
        let isOurs = ownership.floatingIP(floatingIP, on: loadBalancer)
        let key = ResourceKey.floatingIP(of: spec.identity.subject, id: floatingIP.id)
        let reason = "\(spec.identity.subject) is internal"
        guard isOurs, !spec.keepFloatingIP else {
            draft.add(
                .detachFloatingIP(id: floatingIP.id),
                Change(
                    .update,
                    key,
                    fields: [FieldChange("port_id", from: floatingIP.portID)],
                    reason: isOurs
                        ? "\(reason), and the address is to be kept" : "\(reason); occm did not make the address"
                )
            )
            return
        }
        draft.add(.deleteFloatingIP(id: floatingIP.id), floatingIP.deletion(key, reason: reason))
    }

    private mutating func deleteLeftovers() {
        guard !spec.keepFloatingIP else { return }
        for leftover in leftovers {
            let key = ResourceKey.floatingIP(of: spec.identity.subject, id: leftover.id)
            let reason = "\(spec.identity.subject) is internal"
            draft.add(.deleteFloatingIP(id: leftover.id), leftover.deletion(key, reason: reason))
        }
    }

    private mutating func tag(_ floatingIP: ObservedFloatingIP) {
        let missing = ownership.missingTags(in: floatingIP.tags)
        guard !missing.isEmpty else { return }
        var drift = Drift()
        drift.show("tags", from: floatingIP.tags, to: floatingIP.tags + missing)
        draft.add(
            .tagFloatingIP(.existing(id: floatingIP.id), tags: floatingIP.tags + missing),
            Change(
                .update,
                .floatingIP(of: spec.identity.subject, id: floatingIP.id),
                fields: drift.fields,
                reason: drift.reason
            )
        )
    }

    /// Ours by tag, on no port.
    private var leftovers: [ObservedFloatingIP] {
        observation.floatingIPs.filter { $0.portID == nil && ownership.floatingIP($0, on: loadBalancer) }
    }
}

extension ObservedFloatingIP {
    /// The change that shows how a floating IP goes.
    func deletion(_ key: ResourceKey, reason: String) -> Change {
        Change(.delete, key, fields: [FieldChange("floating_ip_address", from: address)], reason: reason)
    }
}
