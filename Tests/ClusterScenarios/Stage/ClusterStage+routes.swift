import KeystoneAuth
import Kubernetes
import OpenStackAPI
import Scenarios

/// The networks of a stage's pods, which no other stage on the same router has.
struct PodNetworks: Sendable {
    // How the addresses of all pods begin, by family.
    private let v4: String
    private let v6: String
    /// A network that is nobody's pods'.
    let foreign: String

    /// The networks of the cluster whose name ends with these hexadecimal digits.
    init(_ clusterName: String) {
        let digits = clusterName.suffix(8)
        let number = Int(digits.suffix(2), radix: 16) ?? 0
        // Addresses that are kept for carriers' own networks, for unique local ones, and for benchmarks.
        v4 = "100.\(64 + number % 64)"
        v6 = "fd64:\(digits.prefix(4)):\(digits.suffix(4))"
        foreign = "198.18.\(number).0/24"
    }

    /// All pods, as `--cluster-cidr` has them.
    var cluster: String { "\(v4).0.0/16,\(v6)::/48" }

    /// The networks of one Node's pods, by its number.
    func ofNode(_ number: Int) -> [String] { ["\(v4).\(number).0/24", "\(v6):\(number)::/64"] }

    /// Whether a route leads to pods of the cluster.
    func lead(_ route: ExtraRoute) -> Bool {
        guard let network = IPNetwork(route.destination) else { return false }
        return cluster.split(separator: ",").contains { IPNetwork(String($0))?.contains(network.address) == true }
    }
}

extension ClusterStage {
    var podNetworks: PodNetworks { PodNetworks(clusterName) }

    /// The router that cloud.conf names.
    func router() async throws -> Router {
        let id = try unwrap(try cloud.configuration(of: .k8s).route.routerID, "router-id in cloud.conf")
        return try await session.send(Router.get(ID(id)))
    }

    /// The routes of a server's Node to its pods, as they should be on the router.
    func routes(to podCIDRs: [String], on server: Server) throws -> Set<ExtraRoute> {
        let fixed = server.addresses.values.joined().filter { $0.kind == "fixed" }.compactMap { IPAddress($0.address) }
        return Set(
            try podCIDRs.map { text in
                let network = try unwrap(IPNetwork(text), "network in \(text)")
                let hop = try unwrap(fixed.first { $0.isV6 == network.address.isV6 }, "address for \(text)")
                return ExtraRoute(destination: "\(network)", nextHop: "\(hop)")
            }
        )
    }

    /// Somebody adds routes to the router.
    func addRoutes(_ routes: some Sequence<ExtraRoute>) async throws {
        _ = try await session.send(Router.addRoutes(try await router().id, Array(routes)))
    }

    /// Somebody removes routes from the router.
    func removeRoutes(_ routes: some Sequence<ExtraRoute>) async throws {
        _ = try await session.send(Router.removeRoutes(try await router().id, Array(routes)))
    }

    /// Waits until the routes to the cluster's pods are exactly these.
    func waitForRoutes(
        _ wanted: Set<ExtraRoute>,
        within limit: Duration = .seconds(60),
        file: String = #fileID,
        line: Int = #line
    ) async throws {
        try await waitUntil("the routes are as they should be", within: limit, file: file, line: line) {
            let found = try await router().routes.filter(podNetworks.lead)
            try expect("routes", Set(found.map(\.description)), Set(wanted.map(\.description)))
        }
    }

    /// Removes the routes that are left of the stage.
    func clearRoutes() async throws {
        let left = try await router().routes.filter { podNetworks.lead($0) || $0.destination == podNetworks.foreign }
        if !left.isEmpty { try await removeRoutes(left) }
    }
}

extension ExtraRoute {
    /// `10.244.1.0/24 via 10.10.0.11`, in canonical form.
    fileprivate var description: String {
        let network = IPNetwork(destination).map(\.description) ?? destination
        return "\(network) via \(IPAddress(nextHop).map(\.description) ?? nextHop)"
    }
}
