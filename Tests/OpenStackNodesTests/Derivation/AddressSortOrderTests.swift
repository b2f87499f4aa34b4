import CloudProvider
import Kubernetes
import Testing

@testable import OpenStackNodes

@Suite("address-sort-order")
struct AddressSortOrderTests {
    private static let list = [
        "ExternalIP 2001:4800:780e:510:be76:4eff:fe04:84a8", "InternalIP fd08:1374:fcee:916b:be76:4eff:fe04:84a8",
        "InternalIP 192.168.0.1", "InternalIP fd08:1374:fcee:916b:be76:4eff:fe04:82a8", "InternalIP 10.0.0.32",
        "InternalIP 172.16.0.1", "ExternalIP 2001:4800:790e:510:be76:4eff:fe04:82a8", "InternalIP 10.0.0.31",
        "InternalIP 50.56.176.37", "ExternalIP 50.56.176.36", "Hostname n.novalocal", "ExternalIP 50.56.176.99",
        "ExternalIP 50.56.176.35", "Hostname n.exam.ple",
    ]

    private static let tenFirst = [
        "InternalIP 10.0.0.31", "InternalIP 10.0.0.32", "ExternalIP 2001:4800:780e:510:be76:4eff:fe04:84a8",
        "InternalIP fd08:1374:fcee:916b:be76:4eff:fe04:84a8", "InternalIP 192.168.0.1",
        "InternalIP fd08:1374:fcee:916b:be76:4eff:fe04:82a8", "InternalIP 172.16.0.1",
        "ExternalIP 2001:4800:790e:510:be76:4eff:fe04:82a8", "InternalIP 50.56.176.37", "ExternalIP 50.56.176.36",
        "Hostname n.novalocal", "ExternalIP 50.56.176.99", "ExternalIP 50.56.176.35", "Hostname n.exam.ple",
    ]

    private static let manyNetworks = [
        "InternalIP 10.0.0.31", "InternalIP 10.0.0.32", "InternalIP 172.16.0.1", "InternalIP 192.168.0.1",
        "InternalIP fd08:1374:fcee:916b:be76:4eff:fe04:82a8", "InternalIP fd08:1374:fcee:916b:be76:4eff:fe04:84a8",
        "ExternalIP 50.56.176.35", "ExternalIP 50.56.176.36", "InternalIP 50.56.176.37", "ExternalIP 50.56.176.99",
        "ExternalIP 2001:4800:780e:510:be76:4eff:fe04:84a8", "ExternalIP 2001:4800:790e:510:be76:4eff:fe04:82a8",
        "Hostname n.novalocal", "Hostname n.exam.ple",
    ]

    @Test(
        "puts the addresses of its networks first, ascending, and leaves the others as they were (B3)",
        arguments: [
            ("10.0.0.0/244", list), ("10.0.0.0/8", tenFirst),
            (
                "10.0.0.0/8, 172.16.0.0/16, 192.168.0.0/24, fd08:1374:fcee:916b::/64, 50.56.176.0/24, 2001:cafe:babe::/64",
                manyNetworks
            ),
        ]
    )
    func sorted(order: String, expected: [String]) {
        let addresses = Self.list.compactMap(NodeAddress.init(spelled:)).map { Derived($0, from: "test") }
        #expect(AddressSortOrder(order).sorted(addresses).map(\.value.spelled) == expected)
    }

    @Test(
        "passes over what is no CIDR (B4)",
        arguments: [
            ("", [], []), ("InvalidOption, AnotherInvalidOption", [], ["InvalidOption", "AnotherInvalidOption"]),
            ("192.168.100.0/24 x,2001:4800:790e::/64", ["192.168.100.0/24", "2001:4800:790e::/64"], ["x"]),
        ]
    )
    func parsed(text: String, networks: [String], unreadable: [String]) {
        let order = AddressSortOrder(text)
        #expect(order.networks.map(\.description) == networks)
        #expect(order.unreadable == unreadable)
    }

    @Test(
        "gives an address the priority of its first network (B4.4)",
        arguments: [
            ("", 0), ("some-host.exam.ple", 0), ("2001:4800:790e::82a8", 1), ("2001:cafe:babe::82a8", 0),
            ("192.168.100.200", 2), ("192.168.101.123", 0),
        ]
    )
    func priority(address: String, expected: Int) {
        #expect(AddressSortOrder("192.168.100.0/24, 2001:4800:790e::/64").priority(address) == expected)
    }
}
