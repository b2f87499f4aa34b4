/// What one caller sees of Neutron: the own project's networks, shared and external ones. Octavia asks Neutron in the
/// caller's name, and answers 400 for what Neutron does not show.
struct VisibleNetwork<Network: VIPNetwork> {
    private let network: Network
    private let caller: Caller

    /// Looks at a network through a caller's eyes.
    init(_ network: Network, by call: Call) {
        self.network = network
        self.caller = call.request.caller
    }

    /// The subnet with an id, or a refusal.
    func subnet(_ id: String) throws(OctaviaFault) -> SandboxSubnet {
        guard let subnet = network.subnet(id), sees(subnet.projectID, in: subnet.networkID) else {
            throw .invalidSubresource("Subnet", id)
        }
        return subnet
    }

    /// The network with an id, or a refusal.
    func network(_ id: String) throws(OctaviaFault) -> SandboxNetwork {
        guard let found = network.network(id), sees(found.projectID, in: id) else {
            throw .invalidSubresource("Network", id)
        }
        return found
    }

    /// The port with an id, or a refusal.
    func port(_ id: String) throws(OctaviaFault) -> SandboxPort {
        guard let port = network.port(id), caller.isAdmin || port.projectID == caller.projectID else {
            throw .invalidSubresource("Port", id)
        }
        return port
    }

    private func sees(_ project: String, in id: String) -> Bool {
        if caller.isAdmin || project == caller.projectID { return true }
        return network.network(id).map { $0.isShared || $0.isExternal } ?? false
    }
}
