import KeystoneAuth
import LoadBalancerModel
import OpenStackAPI

extension Inventory {
    /// Floating IPs with our tag, on the VIP ports, or of the wanted address; one listing where one says it all.
    func floatingIPs(
        of identity: Identity,
        on ports: [ID<Port>],
        address: String?
    ) async throws -> [ObservedFloatingIP] {
        var found: [FloatingIP] = []
        if let tag = Self.ownTag(of: identity) { found = try await session.list(FloatingIP.list(.tag(tag))) }
        // A port has one address of a VIP, so one floating IP.
        for port in ports where !found.contains(where: { $0.portID == port }) {
            found += try await session.list(FloatingIP.list(.port(port)))
        }
        if let address, !found.contains(where: { $0.address == address }) {
            found += try await session.list(FloatingIP.list(.address(address)))
        }
        return found.map(ObservedFloatingIP.init)
    }
}
