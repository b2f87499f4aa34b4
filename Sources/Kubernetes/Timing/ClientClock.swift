public import FoundationEssentials

/// Time and chance as the client sees them; tests give it their own.
public struct ClientClock: Sendable {
    /// The time of day, for what is written into objects.
    public var now: @Sendable () -> Date
    /// Time that only runs forward, from any beginning, and goes on while the machine sleeps. All waiting is measured by it.
    public var uptime: @Sendable () -> Duration
    /// Returns after the duration, or throws as soon as the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A number in 0..<1, for jitter.
    public var random: @Sendable () -> Double

    /// Creates a clock.
    public init(
        now: @escaping @Sendable () -> Date,
        uptime: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
        self.random = random
    }

    /// The machine's clock.
    public static let system: ClientClock = {
        let start = ContinuousClock.now
        return ClientClock(
            now: { Date() },
            uptime: { start.duration(to: .now) },
            sleep: { try await Task.sleep(for: $0, clock: .continuous) },
            random: { Double.random(in: 0..<1) }
        )
    }()
}

extension ClientClock {
    /// What the operation returns; `nil` if it took longer than the limit, or the task was cancelled: then it is cancelled.
    public func limited<Value: Sendable>(
        to limit: Duration,
        _ operation: @escaping @Sendable () async -> Value
    ) async -> Value? {
        await withTaskGroup { group in
            group.addTask { Optional(await operation()) }
            group.addTask {
                try? await sleep(limit)
                return nil
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? nil
        }
    }
}
