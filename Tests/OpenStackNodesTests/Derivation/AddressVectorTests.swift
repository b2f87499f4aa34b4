import CloudProvider
import KeystoneAuth
import Kubernetes
import OpenStackAPI
import Planning
import Testing

@testable import OpenStackNodes

/// One server with options of cloud.conf, and the addresses that its Node gets.
struct AddressVector: Sendable, CustomTestStringConvertible {
    var id: String
    var hasHostname = false
    var secondNetwork = "public"
    var extraNetwork = ""
    var publicNames: [String] = []
    var internalNames: [String] = []
    var order = ""
    var skipsIPv6 = false
    var expected: [String]

    var testDescription: String { id }
}

@Suite("Addresses of a Node")
struct AddressVectorTests {
    private static let hostname = "a1-yinvcez57-0-bvynoyawrhcg-kube-minion-fg5i4jwcc2yy.novalocal"
    private static let access6 = "ExternalIP 2001:4800:790e:510:be76:4eff:fe04:82a8"
    private static let second6 = "2001:4800:780e:510:be76:4eff:fe04:84a8"

    static let vectors = [
        AddressVector(
            id: "B1.1: a public network, and a name",
            hasHostname: true,
            publicNames: ["public"],
            expected: [
                "InternalIP 10.0.0.32", "InternalIP 10.0.0.31", "ExternalIP 50.56.176.99", access6,
                "Hostname \(hostname)", "ExternalIP 50.56.176.36", "ExternalIP 50.56.176.35", "ExternalIP \(second6)",
            ]
        ),
        AddressVector(
            id: "B1.2: another public network",
            secondNetwork: "pub-net",
            publicNames: ["pub-net"],
            expected: [
                "InternalIP 10.0.0.32", "InternalIP 10.0.0.31", "ExternalIP 50.56.176.99", access6,
                "ExternalIP 50.56.176.36", "ExternalIP 50.56.176.35", "ExternalIP \(second6)",
            ]
        ),
        AddressVector(
            id: "IPv6 is switched off",
            secondNetwork: "pub-net",
            publicNames: ["pub-net"],
            skipsIPv6: true,
            expected: [
                "InternalIP 10.0.0.32", "InternalIP 10.0.0.31", "ExternalIP 50.56.176.99", "ExternalIP 50.56.176.36",
                "ExternalIP 50.56.176.35",
            ]
        ),
        AddressVector(
            id: "B1.4: two internal networks",
            secondNetwork: "pub-net",
            extraNetwork: "also-private",
            internalNames: ["private", "also-private"],
            expected: [
                "InternalIP 10.0.0.32", "InternalIP 10.0.0.31", "ExternalIP 50.56.176.99", access6,
                "InternalIP 10.0.0.64", "ExternalIP 50.56.176.36",
            ]
        ),
        AddressVector(
            id: "B1.5: an internal network that the port is not on",
            secondNetwork: "pub-net",
            extraNetwork: "also-private",
            internalNames: ["also-private"],
            expected: ["ExternalIP 50.56.176.99", access6, "InternalIP 10.0.0.64", "ExternalIP 50.56.176.36"]
        ),
        AddressVector(
            id: "public wins over internal, and an internal name lets nothing else through",
            secondNetwork: "pub-net",
            publicNames: ["pub-net"],
            internalNames: ["private"],
            expected: [
                "InternalIP 10.0.0.32", "InternalIP 10.0.0.31", "ExternalIP 50.56.176.99", access6,
                "ExternalIP 50.56.176.36", "ExternalIP 50.56.176.35", "ExternalIP \(second6)",
            ]
        ),
        AddressVector(
            id: "B1.7: sorted",
            hasHostname: true,
            publicNames: ["public"],
            order: "10.0.0.0/8, 50.56.176.0/24, 2001:4800::/32",
            expected: [
                "InternalIP 10.0.0.31", "InternalIP 10.0.0.32", "ExternalIP 50.56.176.35", "ExternalIP 50.56.176.36",
                "ExternalIP 50.56.176.99", "ExternalIP \(second6)", access6, "Hostname \(hostname)",
            ]
        ),
        AddressVector(
            id: "B2.1: no options, so untyped addresses are internal",
            expected: [
                "InternalIP 10.0.0.32", "InternalIP 10.0.0.31", "ExternalIP 50.56.176.99", access6,
                "ExternalIP 50.56.176.36", "InternalIP 50.56.176.35", "InternalIP \(second6)",
            ]
        ),
    ]

    @Test("follow the options of cloud.conf", arguments: vectors)
    func addresses(vector: AddressVector) throws {
        var config = CloudConfig()
        config.networking.publicNetworkNames = vector.publicNames
        config.networking.internalNetworkNames = vector.internalNames
        config.networking.ipv6SupportDisabled = vector.skipsIPv6
        config.networking.addressSortOrder = vector.order
        let snapshot = ServerSnapshot(
            servers: [],
            ports: [try Port.fixture(["10.0.0.32", "10.0.0.31"])]
        )
        let instance = InstanceDerivation(config: config).instance(of: try server(vector), in: snapshot)
        #expect(instance.spelledAddresses == vector.expected)
        #expect(instance.notes.isEmpty)
    }

    private func server(_ vector: AddressVector) throws -> Server {
        let extra = vector.extraNetwork.isEmpty ? "" : #", "\#(vector.extraNetwork)": [{"addr": "10.0.0.64"}]"#
        let metadata = vector.hasHostname ? #"{"hostname": "\#(Self.hostname)"}"# : "{}"
        return try Server.fixture(
            addresses: """
                {"private": [{"addr": "10.0.0.32", "OS-EXT-IPS:type": "fixed"},
                             {"addr": "50.56.176.36", "OS-EXT-IPS:type": "floating"}, {"addr": "10.0.0.31"}],
                 "\(vector.secondNetwork)": [{"addr": "50.56.176.35"}, {"addr": "\(Self.second6)"}]\(extra)}
                """,
            fields: """
                "accessIPv4": "50.56.176.99", "accessIPv6": "2001:4800:790e:510:be76:4eff:fe04:82a8",
                "metadata": \(metadata)
                """
        )
    }
}

@Suite("Addresses of unusual servers")
struct UnusualAddressTests {
    private let derivation = InstanceDerivation(config: CloudConfig())

    @Test("B2.2: a trunk's subports add theirs, under the name of their network")
    func trunk() throws {
        let trunk = #""trunk_details": {"trunk_id": "t", "sub_ports": [{"port_id": "sp1"}]}"#
        var snapshot = ServerSnapshot(ports: [
            try Port.fixture(["10.0.0.5"], fields: trunk),
            try Port.fixture(id: "sp1", device: "t", network: "net-b", ["10.9.0.7"]),
        ])
        snapshot.networkNames = ["net-b": "vlan-b"]
        let server = try Server.fixture(addresses: #"{"net-a": [{"addr": "10.0.0.5", "OS-EXT-IPS:type": "fixed"}]}"#)
        let instance = derivation.instance(of: server, in: snapshot)
        #expect(instance.spelledAddresses == ["InternalIP 10.0.0.5", "InternalIP 10.9.0.7"])
        #expect(instance.addresses.last?.origin == "trunk subport sp1 on network vlan-b")
    }

    @Test("a subport that can't be seen is left out, with a note")
    func unseenSubport() throws {
        let trunk = #""trunk_details": {"trunk_id": "t", "sub_ports": [{"port_id": "sp1"}]}"#
        let snapshot = ServerSnapshot(ports: [try Port.fixture(["10.0.0.5"], fields: trunk)])
        let instance = derivation.instance(of: try Server.fixture(), in: snapshot)
        #expect(instance.spelledAddresses == ["InternalIP 10.0.0.5"])
        #expect(instance.notes.map(\.code) == ["subport-unseen"])
    }

    @Test("B2.3: a port that is down comes last, since only Nova tells of it")
    func downPort() throws {
        let snapshot = ServerSnapshot(ports: [
            try Port.fixture(id: "a", status: "DOWN", ["10.1.0.5"]), try Port.fixture(id: "b", ["10.0.0.5"]),
        ])
        let addresses = #"{"net-b": [{"addr": "10.1.0.5"}], "net-a": [{"addr": "10.0.0.5"}]}"#
        let instance = derivation.instance(of: try Server.fixture(addresses: addresses), in: snapshot)
        #expect(instance.spelledAddresses == ["InternalIP 10.0.0.5", "InternalIP 10.1.0.5"])
    }

    @Test("a server without ports, or with one address twice, is served with a note")
    func notes() throws {
        let bare = derivation.instance(of: try Server.fixture(), in: ServerSnapshot())
        #expect(bare.addresses.isEmpty && bare.notes.map(\.code) == ["no-port"])
        let twice = ServerSnapshot(ports: [
            try Port.fixture(id: "a", ["10.0.0.5"]), try Port.fixture(id: "b", network: "net-2", ["10.0.0.5"]),
        ])
        let shared = derivation.instance(of: try Server.fixture(), in: twice)
        #expect(shared.spelledAddresses == ["InternalIP 10.0.0.5"])
        #expect(shared.notes.map(\.code) == ["shared-address"])
    }

    @Test("options that let no address through leave none, with a note")
    func noAddress() throws {
        var config = CloudConfig()
        config.networking.internalNetworkNames = ["elsewhere"]
        let snapshot = ServerSnapshot(ports: [try Port.fixture(["10.0.0.5"])])
        let server = try Server.fixture(addresses: #"{"net": [{"addr": "10.0.0.5"}]}"#)
        let instance = InstanceDerivation(config: config).instance(of: server, in: snapshot)
        #expect(instance.addresses.isEmpty && instance.notes.map(\.code) == ["no-address"])
    }
}
