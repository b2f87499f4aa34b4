import Synchronization

/// So many may work at once; who comes next waits until a turn is over.
///
/// Assumptions: one task asks for turns.
final class Turns: Sendable {
    private struct State {
        var free: Int
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(free: max(count, 1))) }

    /// Waits for a turn.
    func take() async -> Turn {
        await withCheckedContinuation { (waiter: CheckedContinuation<Void, Never>) in
            let isFree = state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.waiter = waiter
                return false
            }
            if isFree { waiter.resume() }
        }
        return Turn { self.giveBack() }
    }

    private func giveBack() {
        let next = state.withLock { state in
            defer { state.waiter = nil }
            if state.waiter == nil { state.free += 1 }
            return state.waiter
        }
        next?.resume()
    }
}

/// A turn to work. It can be given up before the work is over: who waits for a cloud needs none.
final class Turn: Sendable {
    private let giveBack: Mutex<(@Sendable () -> Void)?>

    init(_ giveBack: @escaping @Sendable () -> Void) { self.giveBack = Mutex(giveBack) }

    /// Lets the next one begin; at the second time nothing happens.
    func end() {
        let action = giveBack.withLock { action in
            defer { action = nil }
            return action
        }
        action?()
    }
}
