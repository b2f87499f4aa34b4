import Synchronization

/// A time that several tasks sleep in: it moves on to the next who is due once all of them are asleep.
final class SharedTime: Sendable {
    private struct State {
        var now = Duration.zero
        var awake: Int
        var sleepers: [(due: Duration, wake: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>
    private let moved: @Sendable (Duration) -> Void

    /// - Parameters:
    ///   - tasks: how many tasks take part.
    ///   - moved: told by how much the time moves on.
    init(tasks: Int, moved: @escaping @Sendable (Duration) -> Void) {
        state = Mutex(State(awake: tasks))
        self.moved = moved
    }

    var now: Duration { state.withLock { $0.now } }

    func sleep(_ duration: Duration) async {
        await withCheckedContinuation { wake in
            update { state in
                state.sleepers.append((state.now + duration, wake))
                state.awake -= 1
            }
        }
    }

    /// Says that one task takes part no more.
    func leave() { update { $0.awake -= 1 } }

    private func update(_ change: (inout State) -> Void) {
        let due = state.withLock { state in
            change(&state)
            guard state.awake == 0, let next = state.sleepers.map(\.due).min() else {
                return [CheckedContinuation<Void, Never>]()
            }
            moved(next - state.now)
            state.now = next
            let due = state.sleepers.filter { $0.due <= next }.map(\.wake)
            state.sleepers.removeAll { $0.due <= next }
            state.awake = due.count
            return due
        }
        for sleeper in due { sleeper.resume() }
    }
}
