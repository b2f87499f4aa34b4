import OrderedCollections

extension FloatingIP {
    /// Finds the address of a port that this floating IP can lead to, and the router between; throws what Neutron's L3 plugin refuses.
    func associate(
        with portID: String,
        fixed: IPAddress?,
        in state: NeutronState
    ) throws(SandboxFault) -> Association {
        guard let port = state.ports[portID] else { throw SandboxPort.kind.notFound(portID) }
        let target = try Self.target(of: port, fixed: fixed)
        let rival = state.floatingIPs.values.first {
            $0.id != id && $0.networkID == networkID && $0.association?.portID == portID
                && $0.association?.fixedAddress == target.address
        }
        guard rival == nil else {
            throw SandboxFault(
                status: 409,
                type: "FloatingIPPortAlreadyAssociated",
                message: "Cannot associate floating IP \(address) (\(id)) with port \(portID) using fixed IP "
                    + "\(target.address), as that fixed IP already has a floating IP on external network \(networkID)."
            )
        }
        guard let router = state.router(from: target.subnetID, to: networkID) else {
            throw SandboxFault(
                status: 404,
                type: "ExternalGatewayForFloatingIPNotFound",
                message: "External network \(networkID) is not reachable from subnet \(target.subnetID).  "
                    + "Therefore, cannot associate Port \(portID) with a Floating IP."
            )
        }
        return Association(portID: portID, fixedAddress: target.address, routerID: router.id)
    }

    private static func target(
        of port: SandboxPort,
        fixed: IPAddress?
    ) throws(SandboxFault) -> SandboxPort.FixedIP {
        if let fixed {
            guard let match = port.fixedIPs.first(where: { $0.address == fixed }) else {
                throw .bad("floatingip", "Port \(port.id) does not have fixed ip \(fixed)")
            }
            return match
        }
        let candidates = port.fixedIPs.filter { $0.address.family == .v4 }
        guard let only = candidates.first else {
            throw .bad("floatingip", "Cannot add floating IP to port \(port.id) that has no fixed IPv4 addresses")
        }
        guard candidates.count == 1 else {
            let problem =
                "Port \(port.id) has multiple fixed IPv4 addresses.  "
                + "Must provide a specific IPv4 address when assigning a floating IP"
            throw .bad("floatingip", problem)
        }
        return only
    }
}

extension NeutronState {
    /// Ends every association with a port, as Neutron does when the port goes.
    mutating func disassociateFloatingIPs(ofPort portID: String) {
        for floatingIP in floatingIPs.values where floatingIP.association?.portID == portID {
            floatingIPs[floatingIP.id]?.association = nil
            floatingIPs[floatingIP.id]?.updatedAt = now
            floatingIPs[floatingIP.id]?.revision += 1
        }
    }
}
