import Kubernetes
import Synchronization

@testable import CloudProvider

/// What happened, line by line, in order. Waiting for a line never sleeps.
final class Journal: Sendable {
    private struct State {
        var lines: [String] = []
        var waiters: [(isMet: @Sendable ([String]) -> Bool, waiter: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var lines: [String] { state.withLock { $0.lines } }

    /// What was done, without what the observer was told.
    var steps: [String] { lines.filter { !$0.hasPrefix("news ") } }

    func count(_ line: String) -> Int { lines.count { $0 == line } }

    func write(_ line: String) {
        let ready = state.withLock { state in
            state.lines.append(line)
            let ready = state.waiters.filter { $0.isMet(state.lines) }
            state.waiters.removeAll { $0.isMet(state.lines) }
            return ready
        }
        for entry in ready { entry.waiter.resume() }
    }

    func clear() { state.withLock { $0.lines = [] } }

    /// Returns when that line was written that many times.
    func wait(for line: String, times: Int = 1) async {
        await wait { lines in lines.count { $0 == line } >= times }
    }

    /// Returns when the lines meet a condition.
    func wait(until isMet: @escaping @Sendable ([String]) -> Bool) async {
        await withCheckedContinuation { waiter in
            let isMetAlready = state.withLock { state in
                if isMet(state.lines) { return true }
                state.waiters.append((isMet, waiter))
                return false
            }
            if isMetAlready { waiter.resume() }
        }
    }
}

/// Writes what the controller tells into a journal.
struct JournalObserver: ServiceControllerObserver {
    let journal: Journal

    func note(_ news: ServiceNews) {
        switch news {
        case .began, .progressed: break
        case .ended(let key, let pass): journal.write("news \(key.name) \(Self.word(pass))")
        case .backendsChanged(let nodes, let services): journal.write("news nodes=\(nodes) services=\(services)")
        case .planned(let key, _, _): journal.write("news \(key.name) published")
        case .orphaned(let service): journal.write("news orphan \(service.metadata.uid)")
        }
    }

    private static func word(_ pass: FinishedPass) -> String {
        switch pass.outcome {
        case .done: pass.nodesWaited.map { "done, nodes waited \($0)" } ?? "done"
        case .paused: "paused"
        case .planned: "planned"
        case .failed(let code, _, let delay): "failed \(code) retry \(delay)"
        case .interrupted: "interrupted"
        }
    }
}
