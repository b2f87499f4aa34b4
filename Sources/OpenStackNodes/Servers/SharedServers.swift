import KeystoneAuth

/// The look at all servers that everything about Nodes and routes shares.
///
/// Guarantees: one look at a time, and at most one in ten seconds unless somebody needs a newer one; those who ask while one
/// is under way share it. A look that failed is shared just the same, so that a cloud in trouble is not asked more.
actor SharedServers {
    private enum Look {
        case done(ServerSnapshot)
        case failed(OpenStackError, at: Duration)
    }

    private let reader: ServerReader
    private let clock: SessionClock
    private let work = SharedWork<ServerSnapshot>()
    private var latest: Look?
    /// Counts how often what was seen became out of date.
    private var epoch = 0

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
        switch latest {
        case .done(let snapshot) where snapshot.begun >= moment: return snapshot
        case .failed(let error, let time) where time >= moment: throw error
        case .done, .failed, nil: break
        }
        let joined = try await look()
        // The one that was under way may have begun too early.
        return joined.begun >= moment && joined.epoch == epoch ? joined : try await look()
    }

    /// Says that something was changed: what was seen before, or is being looked at, does not count any more.
    func forget() {
        latest = nil
        epoch += 1
    }

    private func look() async throws(OpenStackError) -> ServerSnapshot {
        let (reader, epoch) = (reader, epoch)
        do throws(OpenStackError) {
            let snapshot = try await work.value { () async throws(OpenStackError) in
                var snapshot = try await reader.read()
                snapshot.epoch = epoch
                return snapshot
            }
            if snapshot.epoch == self.epoch { latest = .done(snapshot) }
            return snapshot
        } catch {
            if error.code != .cancelled { latest = .failed(error, at: clock.uptime()) }
            throw error
        }
    }
}
