import Kubernetes
import Testing

@Suite("IP networks")
struct IPNetworkTests {
    @Test(
        "host bits are cleared",
        arguments: [
            ("10.0.0.7/24", "10.0.0.0/24"), ("10.1.2.3/32", "10.1.2.3/32"), ("1.2.3.4/0", "0.0.0.0/0"),
            ("192.168.129.1/17", "192.168.128.0/17"), ("2001:db8::ff/64", "2001:db8::/64"), ("::1/128", "::1/128"),
            ("2001:DB8:0:0::1/33", "2001:db8::/33"),
        ]
    )
    func normalised(text: String, network: String) {
        #expect(IPNetwork(text)?.description == network)
    }

    @Test(
        "what is no network is nil",
        arguments: [
            "", "10.0.0.1", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/-1", "10.0.0.0/+8", "a/8", "10.0.0.0/08",
            "/8", "10.0.0.0/8/8",
        ]
    )
    func refused(text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test(
        "a network holds its first and its last address, and none beside them",
        arguments: [
            ("10.4.0.0/14", "10.4.0.0", "10.7.255.255", ["10.3.255.255", "10.8.0.0", "::a04:0"]),
            ("10.0.0.9/32", "10.0.0.9", "10.0.0.9", ["10.0.0.8", "10.0.0.10"]),
            (
                "fd00:1::/33", "fd00:1::", "fd00:1:7fff:ffff:ffff:ffff:ffff:ffff",
                ["fd00:1:8000::", "fd00::", "0.0.0.0"]
            ),
            ("0.0.0.0/0", "0.0.0.0", "255.255.255.255", ["::"]),
        ]
    )
    func bounds(text: String, first: String, last: String, outside: [String]) throws {
        let network = try #require(IPNetwork(text))
        #expect(network.address.description == first)
        #expect(network.lastAddress.description == last)
        #expect(network.contains(network.address) && network.contains(network.lastAddress))
        #expect(!outside.compactMap { IPAddress($0) }.contains(where: network.contains))
    }
}
