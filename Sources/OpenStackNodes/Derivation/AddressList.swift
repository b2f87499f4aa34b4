import CloudProvider
import Kubernetes

/// Addresses in the order in which they are found, each only once a type.
struct AddressList: Sendable {
    private(set) var addresses: [Derived<NodeAddress>] = []
    /// Whether IPv6 addresses are passed over.
    var skipsIPv6 = false

    /// Adds an address unless it is there already, or is one of those that are passed over.
    mutating func add(_ type: NodeAddress.Kind, _ address: String, from origin: String) {
        let isName = type == .hostname
        // What is no IPv4 address counts as IPv6, as it does for the Go OCCM.
        if !isName, skipsIPv6, IPAddress(address)?.isV6 ?? true { return }
        let found = NodeAddress(type: type, address: address)
        guard !addresses.contains(where: { $0.value == found }) else { return }
        addresses.append(Derived(found, from: origin))
    }

    /// Removes an address, whatever its type.
    mutating func remove(_ address: String) {
        addresses.removeAll { $0.value.address == address }
    }
}
