public import CloudProvider
public import KeystoneAuth
public import Kubernetes
import OpenStackAPI
public import Planning

/// Nova's servers as the machines of Nodes: one look at all servers and ports → each Node's server → its instance.
///
/// Guarantees: reads only. A server is absent only if Nova does not know the id that the Node carries (404) and, asked right
/// then, does know the server of another Node; a listing without it proves nothing. One Node's trouble is its own: the
/// others get their answers.
/// Assumptions: the token's project owns the cluster's servers.
public actor OpenStackInstances: Instances {
    private let servers: SharedServers
    private let reader: ServerReader
    private let derivation: InstanceDerivation
    /// What asking for single servers has shown, as long as the look at all of them is not renewed.
    private var findings = Findings()
    /// Nodes that a look just for them did not find: they do not cause another one.
    private var soughtInVain: Set<String> = []

    private struct Findings {
        var of = Duration.zero
        var states: [ID<Server>: InstanceState] = [:]
    }

    /// How many servers are asked for by id in a look: losing more at once is trouble with the cloud rather than their end.
    private static let proofLimit = 20

    /// Instances from the servers behind a session.
    public init(_ cloud: OpenStackServers, config: CloudConfig, isRegional: Bool = false) {
        servers = cloud.shared
        reader = cloud.reader
        derivation = InstanceDerivation(config: config, isRegional: isRegional)
    }

    /// What cloud.conf says in vain about Nodes.
    public nonisolated var configurationNotes: [Note] {
        derivation.sortOrder.unreadable.map { item in
            Note(.warning, "address-sort-order", "address-sort-order: \"\(item)\" is no CIDR and is passed over")
        }
    }

    /// The machines behind some Nodes, by Node name.
    public func instances(of nodes: [Node], in cluster: [Node]) async -> [String: InstanceState] {
        guard !nodes.isEmpty else { return [:] }
        var states: [String: InstanceState] = [:]
        do throws(OpenStackError) {
            let snapshot = try await snapshot(for: nodes, in: cluster)
            for node in nodes {
                states[node.metadata.name] = await state(of: node, in: cluster, snapshot)
            }
        } catch {
            let reason = Reason(error)
            for node in nodes { states[node.metadata.name] = .unknown(reason) }
        }
        return states
    }
}

extension OpenStackInstances {
    /// A recent look; a new one if a Node turned up that the recent one does not know, which may have been too early for it.
    private func snapshot(for nodes: [Node], in cluster: [Node]) async throws(OpenStackError) -> ServerSnapshot {
        let asked = reader.now
        let recent = try await servers.recent()
        let unseen = Set(nodes.filter { isUnseen($0, in: recent) }.map(\.metadata.name))
        soughtInVain.subtract(nodes.lazy.map(\.metadata.name).filter { !unseen.contains($0) })
        guard !unseen.isSubset(of: soughtInVain) else { return recent }
        let fresh = recent.begun >= asked ? recent : try await servers.snapshot(since: asked)
        soughtInVain.formIntersection(cluster.map(\.metadata.name))
        soughtInVain.formUnion(nodes.filter { isUnseen($0, in: fresh) }.map(\.metadata.name))
        return fresh
    }

    /// Whether a look was too early for a Node: its server was not there, or, for a Node that waits, had no address yet.
    private func isUnseen(_ node: Node, in snapshot: ServerSnapshot) -> Bool {
        switch match(node, snapshot) {
        case .unlisted, .unnamed: true
        case .found(let server): node.isUninitialized && server.addresses.isEmpty
        case .unknown, .foreign: false
        }
    }

    private func match(_ node: Node, _ snapshot: ServerSnapshot) -> ServerMatch {
        ServerMatch(node, region: derivation.region, in: snapshot)
    }

    private func state(of node: Node, in cluster: [Node], _ snapshot: ServerSnapshot) async -> InstanceState {
        switch match(node, snapshot) {
        case .found(let server):
            var instance = derivation.instance(of: server, in: snapshot)
            instance.notes += sharedAddressNotes(about: server, of: node, in: cluster, snapshot)
            return .present(instance)
        case .unlisted(let id):
            return await finding(about: id, of: node, in: cluster, snapshot)
        case .unnamed:
            let name = node.metadata.name
            let remedy = "name the server like the Node, or start its kubelet with --provider-id"
            return .unknown(Reason("no-server", "no server of the project is called \(name); \(remedy)"))
        case .unknown(let reason): return .unknown(reason)
        case .foreign(let reason): return .foreign(reason)
        }
    }

    /// Other Nodes' servers that have one of this server's addresses: routes and load balancers may reach the wrong one.
    private func sharedAddressNotes(
        about server: Server,
        of node: Node,
        in cluster: [Node],
        _ snapshot: ServerSnapshot
    ) -> [Note] {
        var owners: [String: String] = [:]
        for ip in snapshot.ports(of: server.id).flatMap(\.fixedIPs) {
            for port in snapshot.ports(withAddress: ip.address) {
                guard let device = port.deviceID, !device.isEmpty, device != server.id.rawValue else { continue }
                owners[device] = ip.address
            }
        }
        guard !owners.isEmpty else { return [] }
        return cluster.compactMap { other in
            guard other.metadata.name != node.metadata.name, let id = try? ProviderID(parsing: other.spec.providerID),
                let address = owners[id.server.rawValue]
            else { return nil }
            let message =
                "the servers of Nodes \(node.metadata.name) and \(other.metadata.name) both have the address \(address)"
            return Note(.warning, "shared-address", "\(message); change one of them")
        }
    }
}

extension OpenStackInstances {
    /// What asking for the one server that is not listed shows.
    private func finding(
        about id: ID<Server>,
        of node: Node,
        in cluster: [Node],
        _ snapshot: ServerSnapshot
    ) async -> InstanceState {
        if findings.of != snapshot.begun { findings = Findings(of: snapshot.begun) }
        if let known = findings.states[id] { return known }
        guard findings.states.count < Self.proofLimit else {
            let message =
                "more than \(Self.proofLimit) Nodes' servers are missing from Nova's list; \(id) is looked for later"
            return .unknown(Reason("many-missing", message))
        }
        let state: InstanceState
        do throws(OpenStackError) {
            state = try await lookUp(id, of: node, in: cluster, snapshot)
        } catch {
            state = .unknown(Reason(error))
        }
        findings.states[id] = state
        return state
    }

    private func lookUp(
        _ id: ID<Server>,
        of node: Node,
        in cluster: [Node],
        _ snapshot: ServerSnapshot
    ) async throws(OpenStackError) -> InstanceState {
        guard let witness = witness(against: node, in: cluster, snapshot) else {
            let message =
                "Nova lists no server \(id), but no other Node's server either, so the credentials may be for another project"
            return .unknown(Reason("no-witness", message))
        }
        if let server = try await reader.server(id) { return try await seen(server, snapshot) }
        guard try await reader.server(witness) != nil else {
            let message = "Nova knows neither server \(id) nor server \(witness), which it listed just before"
            return .unknown(Reason("no-witness", message))
        }
        return .absent("Nova knows no server \(id) (404), and does know server \(witness)")
    }

    /// The server of another Node that the look has seen.
    private func witness(against node: Node, in cluster: [Node], _ snapshot: ServerSnapshot) -> ID<Server>? {
        for other in cluster where other.metadata.name != node.metadata.name && !other.spec.providerID.isEmpty {
            if case .found(let server) = match(other, snapshot) { return server.id }
        }
        return nil
    }

    /// A server that is there, though it was not listed: it is new, or put away, or of another project.
    private func seen(_ server: Server, _ snapshot: ServerSnapshot) async throws(OpenStackError) -> InstanceState {
        guard server.projectID == snapshot.projectID else {
            let message =
                "server \(server.id) belongs to project \(server.projectID ?? "(unknown)"), not to the token's"
            return .foreign(Reason("other-project", message))
        }
        var completed = snapshot
        completed.add(server)
        for port in try await reader.ports(of: server.id) { completed.add(port) }
        return .present(derivation.instance(of: server, in: completed))
    }
}

extension Reason {
    /// Why OpenStack did not answer.
    init(_ error: OpenStackError) {
        self.init("openstack_\(error.code.rawValue)", error.description)
    }
}
