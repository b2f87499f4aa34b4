import CloudProvider
import KeystoneAuth
import Kubernetes
import OpenStackAPI
import Planning

extension InstanceDerivation {
    /// An address with the network that Nova tells it on.
    private struct NetworkAddress {
        var network: String
        var address: String
        var isFloating: Bool
        var origin: String
    }

    /// A server's addresses in the order of the Go OCCM: of its active ports, then those its owner declares, then what its
    /// networks add, network by network; and what `[Networking]` makes of them.
    func addresses(
        of server: Server,
        in snapshot: ServerSnapshot,
        _ notes: inout [Note]
    ) -> [Derived<NodeAddress>] {
        let ports = snapshot.ports(of: server.id)
        var list = AddressList()
        list.skipsIPv6 = networking.ipv6SupportDisabled
        for port in ports where port.status == "ACTIVE" {
            for ip in port.fixedIPs { list.add(.internalIP, ip.address, from: "fixed IP of port \(port.id)") }
        }
        addDeclared(by: server, to: &list)
        let onTrunks = trunkAddresses(of: ports, on: server, in: snapshot, &notes)
        for address in networkAddresses(of: server, with: onTrunks) { place(address, in: &list) }
        notes += warnings(about: server, ports: ports, hasAddresses: !list.addresses.isEmpty)
        return list.addresses
    }

    private func addDeclared(by server: Server, to list: inout AddressList) {
        if let address = server.accessIPv4, !address.isEmpty { list.add(.externalIP, address, from: "accessIPv4") }
        if let address = server.accessIPv6, !address.isEmpty { list.add(.externalIP, address, from: "accessIPv6") }
        if let name = server.metadata["hostname"], !name.isEmpty {
            list.add(.hostname, name, from: "server metadata \"hostname\"")
        }
    }

    /// External where it floats or its network is public, internal where its network is; anything else is no address of the
    /// Node, even if a port said so.
    private func place(_ address: NetworkAddress, in list: inout AddressList) {
        let internalNames = networking.internalNetworkNames
        if address.isFloating {
            list.add(.externalIP, address.address, from: address.origin)
        } else if networking.publicNetworkNames.contains(address.network) {
            list.remove(address.address)
            list.add(.externalIP, address.address, from: "\(address.origin), which public-network-name names")
        } else if internalNames.isEmpty || internalNames.contains(address.network) {
            list.add(.internalIP, address.address, from: address.origin)
        } else {
            list.remove(address.address)
        }
    }

    /// What Nova tells of the server's networks, sorted by name, each with what its trunks add.
    private func networkAddresses(of server: Server, with onTrunks: [NetworkAddress]) -> [NetworkAddress] {
        let told = server.addresses.flatMap { network, addresses in
            addresses.map { address in
                let isFloating = address.kind == "floating"
                return NetworkAddress(
                    network: network,
                    address: address.address,
                    isFloating: isFloating,
                    origin: "\(isFloating ? "floating IP" : "address") on network \(network)"
                )
            }
        }
        let byNetwork = Dictionary(grouping: told + onTrunks, by: \.network)
        return byNetwork.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    /// The addresses of the ports that the server's trunks carry; Nova does not know them.
    private func trunkAddresses(
        of ports: [Port],
        on server: Server,
        in snapshot: ServerSnapshot,
        _ notes: inout [Note]
    ) -> [NetworkAddress] {
        var found: [NetworkAddress] = []
        for id in ports.flatMap({ $0.trunk?.subports ?? [] }).map(\.portID) {
            guard let port = snapshot.port(id), let network = snapshot.networkNames[port.networkID] else {
                notes.append(
                    Note(
                        .warning,
                        "subport-unseen",
                        "server \(server.name): its trunk carries port \(id), which or whose network can't be seen; its "
                            + "addresses are left out"
                    )
                )
                continue
            }
            found += port.fixedIPs.map { ip in
                NetworkAddress(
                    network: network,
                    address: ip.address,
                    isFloating: false,
                    origin: "trunk subport \(id) on network \(network)"
                )
            }
        }
        return found
    }

    private func warnings(about server: Server, ports: [Port], hasAddresses: Bool) -> [Note] {
        var warnings: [Note] = []
        if ports.isEmpty {
            let message = "server \(server.name) (\(server.id)) has no port; attach it to a network"
            warnings.append(Note(.warning, "no-port", message))
        } else if !hasAddresses {
            let message =
                "server \(server.name) (\(server.id)) has no address that [Networking] of cloud.conf lets through; its Node "
                + "keeps the addresses that it has"
            warnings.append(Note(.warning, "no-address", message))
        }
        let addresses = ports.flatMap(\.fixedIPs).map(\.address)
        for address in Set(addresses.filter { one in addresses.count { $0 == one } > 1 }).sorted() {
            let message =
                "server \(server.name): more than one of its ports has the address \(address); change all but one"
            warnings.append(Note(.warning, "shared-address", message))
        }
        return warnings
    }
}
