import CloudProvider
import Kubernetes

extension ClusterConnection {
    /// Reads Services and nodes, and says which Services are left alone.
    func read(_ scope: ServiceScope, rules: ServiceRules, destroy: Bool) async throws -> ServiceInput {
        async let nodes = nodes()
        let (services, areNamed) = try await services(scope)
        let known = BackendSet(of: try await nodes)
        let triage = ServiceTriage(
            services,
            rules: rules,
            areNamed: areNamed,
            served: destroy ? .absent : .served(by: known)
        )
        guard triage.problems.isEmpty else { throw Failure(triage.problems) }
        if !triage.skipped.isEmpty { StandardStreams.report("Skipped: \(triage.skipped.joined(separator: ", ")).") }
        if triage.items.isEmpty { StandardStreams.report("There is no Service that wants or has a load balancer.") }
        return ServiceInput(items: triage.items, nodes: known, cluster: self)
    }

    /// All nodes. One that can't be read would be taken for one that is gone.
    func nodes() async throws -> [Node] {
        let list = try await client.list(Node.self)
        guard list.unreadable.isEmpty else {
            throw Failure(list.unreadable.map { "Node \($0.metadata?.name ?? "?") can't be read: \($0.problem)" })
        }
        return list.items
    }

    private func services(_ scope: ServiceScope) async throws -> (found: [Service], areNamed: Bool) {
        switch scope {
        case .named(let keys): (try await named(keys), true)
        case .namespace(let namespace): (try await listed(in: namespace), false)
        case .everywhere: (try await listed(in: nil), false)
        }
    }

    /// These Services; all that are missing are named at once.
    private func named(_ keys: [ObjectKey]) async throws -> [Service] {
        let keys = Set(keys).sorted()
        let found = try await keys.concurrently(10) { try await find($0) }
        let missing = zip(keys, found).filter { $0.1 == nil }.map(\.0)
        guard missing.isEmpty else { throw Failure(missing.map { "there is no Service \($0) in the cluster" }) }
        return found.compactMap(\.self)
    }

    private func find(_ key: ObjectKey) async throws -> Service? {
        do throws(KubernetesError) {
            return try await client.get(Service.self, key)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    private func listed(in namespace: String?) async throws -> [Service] {
        let list = try await client.list(Service.self, ListRequest(namespace: namespace))
        for service in list.unreadable {
            let name = service.metadata?.key.description ?? "?"
            StandardStreams.report("Skipped: Service \(name) can't be read: \(service.problem)")
        }
        return list.items
    }
}
