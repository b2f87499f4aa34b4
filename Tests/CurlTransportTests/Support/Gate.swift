import Dispatch
import Synchronization

/// Closed until somebody opens it; then everybody passes.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let turnstile = DispatchSemaphore(value: 0)

    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiters = [] }
            return state.waiters
        }
        turnstile.signal()
        for waiter in waiters { waiter.resume() }
    }

    /// Suspends a task until the gate is open.
    func pass() async {
        await withCheckedContinuation { waiter in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiters.append(waiter) }
                return state.isOpen
            }
            if isOpen { waiter.resume() }
        }
    }

    /// Blocks a server's thread until the gate is open.
    func block() {
        turnstile.wait()
        turnstile.signal()
    }
}

/// Lets other tasks run until the condition holds; a suite's time limit ends a wait in vain.
func until(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
}
