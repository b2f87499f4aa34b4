import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import Planning
import Testing

@testable import OctaviaLB

@Suite("Network settings")
struct NetworkSettingsTests {
    /// cloud.conf with subnet CS and a class gold with subnet KS and network KN.
    private func read(_ service: Service, configure: (inout CloudConfig) -> Void = { _ in }) -> ServiceSettings {
        var config = CloudConfig()
        config.loadBalancer.subnetID = "CS"
        config.loadBalancerClasses["gold"] = .init()
        config.loadBalancerClasses["gold"]?.subnetID = "KS"
        config.loadBalancerClasses["gold"]?.networkID = "KN"
        configure(&config)
        return ServiceSettings.read(service, config: config, capabilities: .init())
    }

    private func service(
        _ annotations: [String: String],
        isInternal: Bool,
        configure: (inout ServiceSpec) -> Void = { _ in }
    )
        -> Service
    {
        let visibility = [Annotations.isInternal.facts.key: isInternal ? "true" : "false"]
        return .fixture(annotations.merging(visibility) { own, _ in own }, configure: configure)
    }

    @Test("an external Service's VIP is where its class says, an internal one's where its annotation says")
    func classPrecedence() {
        let annotations = [key("class"): "gold", key("subnet-id"): "AS"]
        #expect(read(service(annotations, isInternal: false)).networks.vip == VIPSpec(subnetID: "KS", networkID: "KN"))
        #expect(read(service(annotations, isInternal: true)).networks.vip == VIPSpec(subnetID: "AS", networkID: "KN"))
    }

    @Test("a port excludes subnet and network")
    func port() {
        let settings = read(service([key("subnet-id"): "AS", key("port-id"): "P"], isInternal: false))
        #expect(settings.networks.vip == VIPSpec(portID: "P"))
    }

    @Test("loadBalancerIP is the VIP of internal and of IPv6 Services, and else the floating IP")
    func address() {
        let inside = read(service([:], isInternal: true) { $0.loadBalancerIP = "10.0.0.9" })
        #expect(inside.networks.vip == VIPSpec(subnetID: "CS", address: "10.0.0.9"))
        let v6 = read(
            service([:], isInternal: false) {
                $0.ipFamilies = [.ipv6]; $0.loadBalancerIP = "2001:db8::9"
            }
        )
        #expect(v6.networks.vip == VIPSpec(subnetID: "CS", address: "2001:db8::9"))
        let outside = read(service([:], isInternal: false) { $0.loadBalancerIP = "203.0.113.9" })
        #expect(outside.networks.vip.address == nil)
        #expect(outside.networks.address == "203.0.113.9")
    }

    @Test("a network alone is enough")
    func network() {
        let settings = read(service([key("network-id"): "AN"], isInternal: true)) { $0.loadBalancer.subnetID = nil }
        #expect(settings.networks.vip == VIPSpec(networkID: "AN"))
        #expect(!settings.networks.needsNodeSubnet)
    }

    @Test(
        "the members' subnet: member-subnet-id, else cloud.conf's subnet, else the VIP's",
        arguments: [
            ("CS", nil, ["subnet-id": "AS"], "CS"), (nil, nil, ["subnet-id": "AS"], "AS"),
            ("CS", "CM", ["member-subnet-id": "AM"], "AM"), ("CS", "CM", [:], "CM"), (nil, nil, [:], nil),
        ] as [(String?, String?, [String: String], String?)]
    )
    func memberSubnet(subnet: String?, member: String?, annotations: [String: String], expected: String?) {
        let keyed = Dictionary(uniqueKeysWithValues: annotations.map { (key($0.key), $0.value) })
        let settings = read(service(keyed, isInternal: true)) {
            $0.loadBalancer.subnetID = subnet
            $0.loadBalancer.memberSubnetID = member
        }
        #expect(settings.networks.memberSubnetID == expected)
    }

    @Test("an unknown class is refused, and the known ones are named")
    func unknownClass() {
        let notes = read(service([key("class"): "silver"], isInternal: false)).notes
        #expect(notes.map(\.severity) == [.blocked])
        #expect(notes.first?.message.contains("it has gold") == true)
    }

    @Test("an empty floating-network-id asks for a search even where cloud.conf has one")
    func emptyFloatingNetwork() {
        let config = { (config: inout CloudConfig) in config.loadBalancer.floatingNetworkID = "FN" }
        #expect(read(service([:], isInternal: false), configure: config).networks.floatingNetworkID == "FN")
        let search = read(service([key("floating-network-id"): ""], isInternal: false), configure: config)
        #expect(search.networks.floatingNetworkID == nil)
    }
}
