import Synchronization

/// Whether this process may change anything now; asked before every change.
///
/// Guarantees: `isHeld` is true only within the renew deadline after a renewal that succeeded, counted from before it was
/// sent: by then nobody else can have the lease. It needs no timer to become false.
public final class Leadership: Sendable {
    private let deadline = Mutex<Duration?>(nil)
    private let clock: ClientClock

    /// Creates leadership that is not held.
    public init(clock: ClientClock = .system) { self.clock = clock }

    /// Leadership without an election (`--leader-elect=false`): always held.
    public static func permanent(clock: ClientClock = .system) -> Leadership {
        let leadership = Leadership(clock: clock)
        leadership.extend(until: .seconds(Int64.max / 2))
        return leadership
    }

    /// Whether changes may be made.
    public var isHeld: Bool { remaining > .zero }

    /// For how long changes may be made if the lease is not renewed again; zero if they may not.
    public var remaining: Duration {
        guard let deadline = deadline.withLock({ $0 }) else { return .zero }
        return max(.zero, deadline - clock.uptime())
    }

    func extend(until time: Duration) {
        deadline.withLock { $0 = time }
    }

    func end() {
        deadline.withLock { $0 = nil }
    }
}
