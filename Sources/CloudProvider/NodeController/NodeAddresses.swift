import Kubernetes

/// The addresses that a Node should have.
enum NodeAddresses {
    /// The machine's addresses in the kubelet's order, with the names that the Node has for itself where the cloud knows
    /// none; `nil` where the cloud knows no address: the Node keeps what it has.
    static func wanted(of node: Node, _ instance: Instance) throws(Reason) -> [NodeAddress]? {
        var addresses = instance.addresses.map(\.value)
        guard !addresses.isEmpty else { return nil }
        if !addresses.contains(where: { $0.type == .hostname }) {
            addresses += node.status.addresses.filter { $0.type == .hostname }
        }
        guard let text = node.metadata.annotations[Node.providedAddressAnnotation] else { return addresses }
        return try ProvidedNodeIP(text).ordered(addresses)
    }
}
