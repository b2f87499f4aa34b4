import Kubernetes
import Testing

@testable import CloudProvider

/// What component-helpers v0.34.1 makes of `--node-ip` (`ParseNodeIPAnnotation`, `GetNodeAddressesFromNodeIP`).
@Suite("The addresses that a kubelet was told")
struct ProvidedNodeIPTests {
    typealias Case = (name: String, annotation: String, cloud: String, result: String)

    static let cases: [Case] = [
        (
            "one of two internal ones", "10.1.0.5",
            "InternalIP 10.0.0.5, InternalIP 10.1.0.5, ExternalIP 1.1.1.1, Hostname h",
            "InternalIP 10.1.0.5, ExternalIP 1.1.1.1, Hostname h"
        ),
        (
            "an external one", "1.1.1.1",
            "InternalIP 10.0.0.5, ExternalIP 1.1.1.1, ExternalIP 2.2.2.2, Hostname h",
            "ExternalIP 1.1.1.1, InternalIP 10.0.0.5, Hostname h"
        ),
        ("no match", "9.9.9.9", "InternalIP 10.0.0.5", "unmatched-node-ip"),
        ("empty", "", "InternalIP 10.0.0.5", "invalid-node-ip"),
        (
            "one of each family", "10.0.0.5,fc01::5",
            "InternalIP fc01::5, InternalIP 10.0.0.5, InternalIP 10.9.9.9, Hostname h",
            "InternalIP 10.0.0.5, InternalIP fc01::5, Hostname h"
        ),
        ("a blank after the comma", "10.0.0.5, fc01::5", "InternalIP fc01::5, InternalIP 10.0.0.5", "invalid-node-ip"),
        ("three", "10.0.0.5,fc01::5,10.0.0.6", "InternalIP 10.0.0.5", "invalid-node-ip"),
        ("two of one family", "10.0.0.5,10.0.0.6", "InternalIP 10.0.0.5", "invalid-node-ip"),
        ("a pair with an unspecified one", "0.0.0.0,fc01::5", "InternalIP fc01::5", "invalid-node-ip"),
        ("leading zeros", "010.0.0.5", "InternalIP 10.0.0.5", "InternalIP 10.0.0.5"),
        ("an octet too many", "10.0.0.5.0", "InternalIP 10.0.0.5", "invalid-node-ip"),
        ("a missing octet", "10..0.5", "InternalIP 10.0.0.5", "invalid-node-ip"),
        ("a pair on a cloud of one family", "10.0.0.5,fc01::5", "InternalIP 10.0.0.5", "unmatched-node-ip"),
        ("another notation", "fc01:0::5", "InternalIP fc01::5", "InternalIP fc01::5"),
        (
            "an address of two types", "10.0.0.5", "InternalIP 10.0.0.5, ExternalIP 10.0.0.5, ExternalIP 1.1.1.1",
            "InternalIP 10.0.0.5, ExternalIP 10.0.0.5"
        ),
    ]

    @Test("they come first, and alone of their types", arguments: cases.indices)
    func order(_ index: Int) {
        let (name, annotation, cloud, result) = Self.cases[index]
        let addresses = cloud.split(separator: ", ").map { entry in
            let words = entry.split(separator: " ").map(String.init)
            return NodeAddress(type: NodeAddress.Kind(rawValue: words[0]), address: words[1])
        }
        var found: String
        do throws(Reason) {
            let ordered = try ProvidedNodeIP(annotation).ordered(addresses)
            found = ordered.map { "\($0.type) \($0.address)" }.joined(separator: ", ")
        } catch {
            found = error.code
            #expect(error.message.contains("\"\(annotation)\"") || error.message.contains("--node-ip"))
        }
        #expect(found == result, "\(name)")
    }
}
