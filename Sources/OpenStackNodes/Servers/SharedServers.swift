import KeystoneAuth
import OpenStackAPI

/// The look at all servers that everything about Nodes and routes shares.
///
/// Guarantees: one look at a time, and at most one in ten seconds unless somebody needs a newer one; those who ask while one
/// is under way share it. What we changed ourselves is known without another look. A look that failed is shared just the
/// same, so that a cloud in trouble is not asked more.
actor SharedServers {
    private enum Look {
        case done(ServerSnapshot)
        case failed(OpenStackError, at: Duration)
    }

    private let reader: ServerReader
    private let clock: SessionClock
    private let work = SharedWork<ServerSnapshot>()
    private var latest: Look?
    /// Ports as we left them, and when: looks that began before do not show it.
    private var changed: [ID<Port>: (port: Port, at: Duration)] = [:]

    private static let age = Duration.seconds(10)

    init(reader: ServerReader, clock: SessionClock) {
        self.reader = reader
        self.clock = clock
    }

    /// A look that is not older than ten seconds.
    func recent() async throws(OpenStackError) -> ServerSnapshot {
        try await snapshot(since: clock.uptime() - Self.age)
    }

    /// A look that began after a moment, by the uptime clock.
    func snapshot(since moment: Duration) async throws(OpenStackError) -> ServerSnapshot {
        if let known = try known(since: moment) { return known }
        let joined = try await join(since: moment)
        // The one that was under way may have begun too early.
        return joined.begun >= moment ? joined : try await join(since: moment)
    }

    /// Takes note of ports as our own changes left them.
    func note(_ ports: [Port]) {
        let now = clock.uptime()
        for port in ports { changed[port.id] = (port, now) }
        if case .done(let snapshot) = latest { latest = .done(completed(snapshot)) }
    }

    /// What the latest look shows, if it is not older than that.
    private func known(since moment: Duration) throws(OpenStackError) -> ServerSnapshot? {
        switch latest {
        case .done(let snapshot) where snapshot.begun >= moment: return snapshot
        case .failed(let error, let time) where time >= moment: throw error
        case .done, .failed, nil: return nil
        }
    }

    /// The look that is under way, or a new one.
    private func join(since moment: Duration) async throws(OpenStackError) -> ServerSnapshot {
        try await work.value { () async throws(OpenStackError) in try await self.look(since: moment) }
    }

    /// A new look, unless the one before ended while this one was asked for. It is kept before anybody can ask for another.
    private func look(since moment: Duration) async throws(OpenStackError) -> ServerSnapshot {
        if let known = try known(since: moment) { return known }
        // What is too old for everybody is not held beside its successor.
        if case .done(let snapshot) = latest, snapshot.begun < clock.uptime() - Self.age { latest = nil }
        do throws(OpenStackError) {
            let seen = try await reader.read()
            changed = changed.filter { $0.value.at >= seen.begun }
            let snapshot = completed(seen)
            latest = .done(snapshot)
            return snapshot
        } catch {
            latest = .failed(error, at: clock.uptime())
            throw error
        }
    }

    /// What was seen, with what we have changed since the look began.
    private func completed(_ seen: ServerSnapshot) -> ServerSnapshot {
        var snapshot = seen
        for (port, time) in changed.values where time >= seen.begun { snapshot.add(port) }
        return snapshot
    }
}
