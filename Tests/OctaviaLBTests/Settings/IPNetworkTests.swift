import Testing

@testable import OctaviaLB

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
}
