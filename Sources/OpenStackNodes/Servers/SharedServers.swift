import KeystoneAuth

/// The look at all servers that everything about Nodes and routes shares.
///
/// Guarantees: one look at a time, and at most one in ten seconds unless somebody needs a newer one; those who ask while one
/// is under way share it. A look that failed is shared just the same, so that a cloud in trouble is not asked more.
actor SharedServers {
    private enum Look {
        case done(ServerSnapshot)
        case failed(OpenStackError, begun: Duration)
    }

    private let reader: ServerReader
    private let clock: SessionClock
    private let work = SharedWork<ServerSnapshot>()
    private var latest: Look?

    /// How long a look is kept.
    static let age = Duration.seconds(10)

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
        case .failed(let error, let begun) where begun >= moment: throw error
        case .done, .failed, nil: break
        }
        let joined = try await look()
        // The one that was under way may have begun too early.
        return joined.begun >= moment ? joined : try await look()
    }

    private func look() async throws(OpenStackError) -> ServerSnapshot {
        let begun = clock.uptime()
        do throws(OpenStackError) {
            let reader = reader
            let snapshot = try await work.value { () async throws(OpenStackError) in try await reader.read() }
            if snapshot.begun >= latestBegun { latest = .done(snapshot) }
            return snapshot
        } catch {
            if error.code != .cancelled { latest = .failed(error, begun: begun) }
            throw error
        }
    }

    private var latestBegun: Duration {
        switch latest {
        case .done(let snapshot): snapshot.begun
        case .failed(_, let begun): begun
        case nil: .zero - .seconds(1)
        }
    }
}
