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
        if let versions = recent(service) { return versions }
        let question = questions[service] ?? SharedWork()
        questions[service] = question
        return try await question.value { () async throws(OpenStackError) in try await self.answer(service, ask) }
    }

    private func recent(_ service: ServiceType) -> [String]? {
        known[service].flatMap { $0.until > clock.uptime() ? $0.versions : nil }
    }

    /// Asks, unless the question before was answered while this one was put. The answer is kept before anybody can ask again.
    private func answer(
        _ service: ServiceType,
        _ ask: @Sendable () async throws(OpenStackError) -> [String]
    ) async throws(OpenStackError) -> [String] {
        if let versions = recent(service) { return versions }
        let versions = try await ask()
        known[service] = Known(versions: versions, until: clock.uptime() + Self.age)
        return versions
    }
}
