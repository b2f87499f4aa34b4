import KeystoneAuth
import OpenStackAPI

/// Reads all servers of the project with their ports, in as few calls as the cloud's pages allow.
///
/// Guarantees: reads only; what is returned is complete or the reading fails.
actor ServerReader {
    private let session: any OpenStackSession
    private let clock: SessionClock
    /// `nil` once a Nova turned out to be too old for it.
    private var microversion: String? = Server.flavorNameMicroversion
    private var flavors: [ID<Flavor>: String] = [:]
    private var flavorsUntil = Duration.zero
    /// The flavors that the list was looked through for, with or without success.
    private var soughtFlavors: Set<ServerFlavor> = []

    private static let flavorAge = Duration.seconds(600)

    init(session: any OpenStackSession, clock: SessionClock) {
        self.session = session
        self.clock = clock
    }

    /// The time on the clock by which looks are dated.
    nonisolated var now: Duration { clock.uptime() }

    /// One look at all servers.
    func read() async throws(OpenStackError) -> ServerSnapshot {
        let begun = clock.uptime()
        async let portsAnswer = result(Port.listCompactly())
        let servers = try await servers()
        let ports = try await portsAnswer.get()
        var snapshot = ServerSnapshot(servers: servers, ports: ports)
        snapshot.begun = begun
        snapshot.projectID = try await session.projectID()
        let unlabelled = servers.map(\.flavor).filter { !LabelValue.accepts($0.originalName ?? "") }
        snapshot.flavorNames = try await flavorNames(for: Set(unlabelled))
        if ports.contains(where: { $0.trunk?.subports.isEmpty == false }) {
            let networks = try await session.list(Network.list())
            snapshot.networkNames = Dictionary(networks.map { ($0.id, $0.name) }) { first, _ in first }
        }
        return snapshot
    }

    /// One server by its id; `nil` if the cloud knows none of that id (404).
    func server(_ id: ID<Server>) async throws(OpenStackError) -> Server? {
        try await withMicroversion { microversion throws(OpenStackError) in
            var request = Server.get(id)
            request.call.microversion = microversion
            return try await self.session.sendIfPresent(request)
        }
    }

    /// The ports of one server.
    func ports(of server: ID<Server>) async throws(OpenStackError) -> [Port] {
        try await session.list(Port.listCompactly(.device(server.rawValue)))
    }

    private func servers() async throws(OpenStackError) -> [Server] {
        try await withMicroversion { microversion throws(OpenStackError) in
            var listing = Server.listDetails()
            listing.microversion = microversion
            return try await self.session.list(listing)
        }
    }

    /// Asks with the microversion, and without one if Nova does not have it (406).
    private func withMicroversion<Value: Sendable>(
        _ ask: (String?) async throws(OpenStackError) -> Value
    ) async throws(OpenStackError) -> Value {
        do throws(OpenStackError) {
            return try await ask(microversion)
        } catch {
            guard microversion != nil, error.status == 406 else { throw error }
            microversion = nil
            return try await ask(nil)
        }
    }

    /// The names of flavors by id; listed again when they are old, or when a flavor turns up for the first time.
    private func flavorNames(for wanted: Set<ServerFlavor>) async throws(OpenStackError) -> [ID<Flavor>: String] {
        guard !wanted.isEmpty else { return [:] }
        if clock.uptime() < flavorsUntil, wanted.isSubset(of: soughtFlavors) { return flavors }
        let listed = try await session.list(Flavor.list())
        flavors = Dictionary(listed.map { ($0.id, $0.name) }) { first, _ in first }
        flavorsUntil = clock.uptime() + Self.flavorAge
        soughtFlavors.formUnion(wanted)
        return flavors
    }

    /// `async let` forgets what type of error is thrown.
    private func result<Item>(_ listing: Listing<Item>) async -> Result<[Item], OpenStackError> {
        do throws(OpenStackError) {
            return .success(try await session.list(listing))
        } catch {
            return .failure(error)
        }
    }
}
