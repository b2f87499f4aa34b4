import CloudProvider
import Kubernetes

/// The order that `address-sort-order` asks for: addresses of its first network first, and so on, then all others as they
/// were.
struct AddressSortOrder: Sendable, Hashable {
    /// The networks in order.
    private(set) var networks: [IPNetwork] = []
    /// What is no network, and is passed over.
    private(set) var unreadable: [String] = []

    /// Reads networks in CIDR notation, separated by commas or blanks.
    init(_ text: String) {
        for item in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            if let network = IPNetwork(String(item)) {
                networks.append(network)
            } else {
                unreadable.append(String(item))
            }
        }
    }

    /// How far to the front an address belongs; 0 for one of no network, and for what is no address.
    func priority(_ address: String) -> Int {
        guard let address = IPAddress(address), let index = networks.firstIndex(where: { $0.contains(address) })
        else { return 0 }
        return networks.count - index
    }

    /// The addresses in order: within a network ascending, elsewhere as they were.
    func sorted(_ addresses: [Derived<NodeAddress>]) -> [Derived<NodeAddress>] {
        guard !networks.isEmpty else { return addresses }
        let ranked = addresses.enumerated().map { place, address in
            let priority = priority(address.value.address)
            let bytes = priority > 0 ? IPAddress(address.value.address)?.bytes ?? [] : []
            return (priority: priority, bytes: bytes, place: place, address: address)
        }
        return ranked.sorted { one, other in
            if one.priority != other.priority { return one.priority > other.priority }
            if one.bytes != other.bytes { return one.bytes.lexicographicallyPrecedes(other.bytes) }
            return one.place < other.place
        }.map(\.address)
    }
}
