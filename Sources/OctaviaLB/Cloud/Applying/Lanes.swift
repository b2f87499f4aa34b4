import CloudProvider
import Synchronization

/// One lane a key: whoever enters it goes on when everyone before has left. Different keys do not wait for each other.
///
/// Guarantees: first come, first served; cancelling one who waits removes that one only.
public final class Lanes: Sendable {
    private struct Lane {
        let turns = Turns(1)
        /// How many are in it or wait for it.
        var users = 0
    }

    private let lanes = Mutex<[String: Lane]>([:])

    /// Creates free lanes.
    public init() {}

    /// Runs `body` alone in the lane of `key`; throws `CancellationError` if the task is cancelled while it waits.
    public func withLane<Value: Sendable>(_ key: String, _ body: () async throws -> Value) async throws -> Value {
        let turns = enter(key)
        defer { leave(key) }
        let turn = try await turns.take()
        defer { turn.end() }
        return try await body()
    }

    /// How many wait for a lane to become free.
    func waiting(_ key: String) -> Int { lanes.withLock { $0[key]?.turns.waiting ?? 0 } }

    private func enter(_ key: String) -> Turns {
        lanes.withLock { lanes in
            lanes[key, default: Lane()].users += 1
            return lanes[key, default: Lane()].turns
        }
    }

    private func leave(_ key: String) {
        lanes.withLock { lanes in
            lanes[key]?.users -= 1
            if lanes[key]?.users == 0 { lanes[key] = nil }
        }
    }
}
