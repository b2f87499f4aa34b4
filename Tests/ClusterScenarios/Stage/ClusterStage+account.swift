import Kubernetes
import Sandbox
import Scenarios

extension ClusterStage {
    /// What was seen on stage, for whoever has to find out why a scenario failed.
    func account() async -> String {
        let services = (try? await client.list(Service.self).items) ?? []
        let nodes = (try? await client.list(Node.self).items) ?? []
        let events = (try? await client.list(Event.self).items) ?? []
        let parts: [(String, [String])] = [
            ("Services", services.filter { $0.spec.type == .loadBalancer }.map(Self.line)),
            ("Nodes", nodes.map(Self.line)),
            ("events", events.map { "\($0.type.rawValue) \($0.reason) ×\($0.count): \($0.message)" }),
            ("calls to the cluster", Self.lines((cluster as? SandboxCluster)?.counts ?? [:])),
            ("calls to the cloud", Self.lines((cloud as? SandboxCloud)?.sandbox.counts ?? [:])),
        ]
        let logs = cast.all.map { replica in
            let state = replica.ending.map { "\($0)" } ?? "running"
            return ("\(replica.name), \(state), says last", Array(replica.lines.suffix(40)))
        }
        return (parts + logs).filter { !$0.1.isEmpty }.map { title, lines in
            "--- \(title)\n" + lines.map { "    \($0)\n" }.joined()
        }.joined()
    }

    private static func line(_ service: Service) -> String {
        let metadata = service.metadata
        let conditions = service.status.conditions.map { "\($0.type)=\($0.status)" }
        return "\(service.key) \(metadata.uid) finalizers \(metadata.finalizers) addresses \(service.addresses) "
            + "conditions \(conditions) deleted \(metadata.deletionTimestamp ?? "no")"
    }

    private static func line(_ node: Node) -> String {
        let conditions = node.status.conditions.map { "\($0.type)=\($0.status)" }
        let addresses = node.status.addresses.map { "\($0.type.rawValue) \($0.address)" }
        return "\(node.key) \(node.spec.providerID) taints \(node.spec.taints.map(\.key)) addresses \(addresses) "
            + "conditions \(conditions)"
    }

    private static func lines(_ counts: [String: Int]) -> [String] {
        counts.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
    }
}
