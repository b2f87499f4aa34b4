import CloudProvider
import Kubernetes
import OpenStackAPI

/// Which server a Node is, as far as one look at all of them can tell.
enum ServerMatch: Sendable {
    /// It is there.
    case found(Server)
    /// The Node carries the id of a server that is not among those listed.
    case unlisted(ID<Server>)
    /// The Node carries no id, and no server is called like it.
    case unnamed
    /// It can't be said which.
    case unknown(Reason)
    /// It is another cloud's or region's.
    case foreign(Reason)

    /// Finds a Node's server: by the id that it carries, else by its name.
    /// - Parameter region: The region that the configuration names.
    init(_ node: Node, region: String?, in snapshot: ServerSnapshot) {
        let text = node.spec.providerID
        guard !text.isEmpty else {
            self = Self.named(node.metadata.name, in: snapshot)
            return
        }
        do throws(ProviderID.Mismatch) {
            let id = try ProviderID(parsing: text)
            if let disagreement = Self.disagreement(of: id, with: region) {
                self = .foreign(disagreement)
            } else {
                self = snapshot.servers[id.server].map(Self.found) ?? .unlisted(id.server)
            }
        } catch {
            self = Self.mismatch(error, text)
        }
    }

    private static func named(_ name: String, in snapshot: ServerSnapshot) -> ServerMatch {
        let ids = snapshot.servers(named: name)
        guard let id = ids.first, let server = snapshot.servers[id] else { return .unnamed }
        guard ids.count > 1 else { return .found(server) }
        let list = ids.map(\.rawValue).sorted().joined(separator: ", ")
        return .unknown(
            Reason(
                "duplicate-name",
                "\(ids.count) servers are called \(name) (\(list)); rename all but the Node's own, or start its kubelet with "
                    + "--provider-id"
            )
        )
    }

    private static func disagreement(of id: ProviderID, with region: String?) -> Reason? {
        guard !id.region.isEmpty, id.region != region else { return nil }
        let ours = region.map { "this is region \($0)" } ?? "cloud.conf names no region"
        return Reason("other-region", "provider id \(id) is of region \(id.region), and \(ours)")
    }

    private static func mismatch(_ mismatch: ProviderID.Mismatch, _ text: String) -> ServerMatch {
        switch mismatch {
        case .otherCloud:
            .foreign(Reason("other-cloud", "provider id \(text) is not of OpenStack"))
        case .malformed:
            .unknown(
                Reason(
                    "malformed-provider-id",
                    "provider id \(text) is malformed; expected openstack:///SERVER or openstack://REGION/SERVER"
                )
            )
        }
    }
}
