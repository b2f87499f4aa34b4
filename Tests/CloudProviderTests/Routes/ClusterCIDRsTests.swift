import Kubernetes
import Testing

@testable import CloudProvider

@Suite("The networks of all pods")
struct ClusterCIDRsTests {
    /// The framework's cases of `--cluster-cidr`; three networks, or two of one family, it refuses later.
    static let cases: [(text: String, networks: [String]?)] = [
        ("", nil), ("10.0.0.0/8", ["10.0.0.0/8"]), ("10.0.0.0/8,fd00::/64", ["10.0.0.0/8", "fd00::/64"]),
        ("10.0.0.0/8, fd00::/64", nil), ("10.0.0.0/8,fd00::/64,11.0.0.0/8", nil), ("10.0.0.1/8", ["10.0.0.0/8"]),
        (" 10.0.0.0/8 ", ["10.0.0.0/8"]), ("10.0.0.0/8,", nil), ("10.0.0.0/8,11.0.0.0/8", nil), ("10.0.0.0", nil),
    ]

    @Test("one, or one of each family", arguments: cases.indices)
    func read(_ index: Int) {
        let (text, networks) = Self.cases[index]
        #expect((try? ClusterCIDRs(text))?.networks.map(\.description) == networks, "\(text)")
    }
}
