import Kubernetes

/// Which addresses are the Node's, as its kubelet was told by `--node-ip` (component-helpers/node/util `GetNodeAddressesFromNodeIP`).
/// Pure.
struct ProvidedNodeIP: Sendable, Hashable {
    /// One address, or one of each family, the preferred one first.
    let addresses: [IPAddress]

    /// Reads the annotation's value: an address, or two of different families with a comma between.
    init(_ text: String) throws(Reason) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        addresses = parts.compactMap(Self.address)
        let isPair = addresses.count == 2 && addresses[0].family != addresses[1].family
        let isUsable = addresses.count == 1 || isPair && !addresses.contains { $0.bytes.allSatisfy { $0 == 0 } }
        guard addresses.count == parts.count, isUsable else {
            throw Reason(
                "invalid-node-ip",
                "annotation \(Node.providedAddressAnnotation) is \"\(text)\"; expected an address such as 10.0.0.5, or one of each family "
                    + "with a comma and no blank between; correct --node-ip of the Node's kubelet"
            )
        }
    }

    /// The cloud's addresses in the kubelet's order: the provided ones, then those of types that are not among them.
    func ordered(_ addresses: [NodeAddress]) throws(Reason) -> [NodeAddress] {
        var chosen: [NodeAddress] = []
        for address in self.addresses {
            let matches = addresses.filter { Self.address($0.address[...]) == address }
            guard !matches.isEmpty else {
                throw Reason(
                    "unmatched-node-ip",
                    "annotation \(Node.providedAddressAnnotation) names \(address), which is not among the machine's addresses in the cloud "
                        + "(\(addresses.map(\.address).joined(separator: ", "))); correct --node-ip of the Node's kubelet"
                )
            }
            chosen += matches
        }
        let types = Set(chosen.map(\.type))
        return chosen + addresses.filter { !types.contains($0.type) }
    }

    /// Reads an address; leading zeros of IPv4 numbers mean nothing, as for the kubelet (`ParseIPSloppy`).
    private static func address(_ text: Substring) -> IPAddress? {
        guard !text.contains(":") else { return IPAddress(String(text)) }
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { number in
            let digits = number.drop { $0 == "0" }
            return digits.isEmpty && !number.isEmpty ? "0" : digits
        }
        return IPAddress(numbers.joined(separator: "."))
    }
}
