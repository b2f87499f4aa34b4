/// What the services' version documents said, kept for an hour.
///
/// Guarantees: one question at a time per service; a failure is thrown, never kept and never taken for an answer.
actor VersionDiscovery {
    private struct Known {
        var versions: [String]
        var until: Duration
    }

    private static let age = Duration.seconds(3600)

    private let clock: SessionClock
    private var known: [ServiceType: Known] = [:]
    private var questions: [ServiceType: SharedWork<[String]>] = [:]

    init(clock: SessionClock) {
        self.clock = clock
    }

    /// The service's versions, from `ask` if they are not known or too old.
    func versions(
        of service: ServiceType,
        ask: @escaping @Sendable () async throws(OpenStackError) -> [String]
    ) async throws(OpenStackError) -> [String] {
        if let known = known[service], known.until > clock.uptime() { return known.versions }
        let question = questions[service] ?? SharedWork()
        questions[service] = question
        let versions = try await question.value(ask)
        known[service] = Known(versions: versions, until: clock.uptime() + Self.age)
        return versions
    }
}
