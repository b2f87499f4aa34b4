public import FoundationEssentials

/// Time as a session sees it; tests give it their own.
public struct SessionClock: Sendable {
    /// The time of day, to read `Retry-After` dates and to say when a token expires.
    public var now: @Sendable () -> Date
    /// Time that only runs forward, from any beginning, and goes on while the machine sleeps. All waiting is measured by it.
    public var uptime: @Sendable () -> Duration
    /// Returns after the duration, or throws as soon as the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void

    /// Creates a clock.
    public init(
        now: @escaping @Sendable () -> Date,
        uptime: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
    }

    /// The machine's clock.
    public static let system: SessionClock = {
        let start = ContinuousClock.now
        return SessionClock(
            now: { Date() },
            uptime: { start.duration(to: .now) },
            sleep: { try await Task.sleep(for: $0, clock: .continuous) }
        )
    }()
}
