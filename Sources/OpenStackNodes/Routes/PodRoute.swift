public import Kubernetes
import OpenStackAPI

/// A way to the pods of a Node.
public struct PodRoute: Sendable, Hashable {
    /// The pods' network.
    public var destination: IPNetwork
    /// The address of the Node that packets go to next.
    public var nextHop: IPAddress

    /// Creates a route.
    public init(destination: IPNetwork, nextHop: IPAddress) {
        self.destination = destination
        self.nextHop = nextHop
    }

    /// A route of a router; `nil` if it can't be read, and so is nobody's that we know.
    init?(_ route: ExtraRoute) {
        guard let destination = IPNetwork(route.destination), let nextHop = IPAddress(route.nextHop) else { return nil }
        self.init(destination: destination, nextHop: nextHop)
    }

    /// The route as Neutron has it.
    var extraRoute: ExtraRoute { ExtraRoute(destination: "\(destination)", nextHop: "\(nextHop)") }
}

extension IPNetwork {
    /// Whether the other network lies in this one.
    func contains(_ other: IPNetwork) -> Bool {
        other.prefix >= prefix && contains(other.address)
    }
}
