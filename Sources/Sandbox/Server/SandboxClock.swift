import FoundationEssentials
import Synchronization

/// Where the sandbox gets the time from.
public struct SandboxClock: Sendable {
    private let read: @Sendable () -> Instant
    private let move: @Sendable (Duration) -> Void

    /// The machine's clock.
    public static var system: SandboxClock {
        SandboxClock(
            read: { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) },
            move: { _ in }
        )
    }

    /// A clock that stands still at an instant until it is advanced.
    public static func manual(startingAt start: Instant = Instant(seconds: 1_767_225_600)) -> SandboxClock {
        let clock = ManualTime(start)
        return SandboxClock(read: { clock.now }, move: { clock.advance(by: $0) })
    }

    /// A clock that moves on by a step whenever it is read: with every call. Octavia's stamps are whole seconds; with
    /// steps of one second no two changes have the same.
    public static func ticking(
        every step: Duration,
        startingAt start: Instant = Instant(seconds: 1_767_225_600)
    ) -> SandboxClock {
        let clock = ManualTime(start)
        return SandboxClock(
            read: {
                clock.advance(by: step)
                return clock.now
            },
            move: { clock.advance(by: $0) }
        )
    }

    /// The time.
    public var now: Instant { read() }

    /// Moves a manual clock; the machine's clock does not listen.
    public func advance(by duration: Duration) { move(duration) }
}

private final class ManualTime: Sendable {
    private let instant: Mutex<Instant>

    init(_ start: Instant) { instant = Mutex(start) }

    var now: Instant { instant.withLock { $0 } }

    func advance(by duration: Duration) { instant.withLock { $0 = $0 + duration } }
}
