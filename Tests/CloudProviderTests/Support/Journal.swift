import Synchronization

@testable import CloudProvider
@testable import Kubernetes

/// What happened, line by line, in order. Waiting for a line never sleeps.
final class Journal: Sendable {
    private let written = Mutex<[String]>([])
    private let told = Mutex<[ServiceNews]>([])
    private let bell = Doorbell()

    var lines: [String] { written.withLock { $0 } }

    /// What the observer was told.
    var news: [ServiceNews] { told.withLock { $0 } }

    func note(_ news: ServiceNews) { told.withLock { $0.append(news) } }

    /// What was done, without what the observer was told.
    var steps: [String] { lines.filter { !$0.hasPrefix("news ") } }

    func count(_ line: String) -> Int { lines.count { $0 == line } }

    func write(_ line: String) {
        written.withLock { $0.append(line) }
        bell.ring()
    }

    func clear() { written.withLock { $0 = [] } }

    /// Returns when that line was written that many times.
    func wait(for line: String, times: Int = 1) async {
        await wait { lines in lines.count { $0 == line } >= times }
    }

    /// Returns when the lines meet a condition.
    func wait(until isMet: ([String]) -> Bool) async {
        while !Task.isCancelled {
            let ticket = bell.ticket
            if isMet(lines) { return }
            await bell.wait(after: ticket)
        }
    }
}

/// Writes what the controller tells into a journal.
struct JournalObserver: ServiceControllerObserver {
    let journal: Journal

    func note(_ news: ServiceNews) {
        journal.note(news)
        switch news {
        case .began, .progressed, .queued: break
        case .forgotten(let key): journal.write("news \(key.name) forgotten")
        case .ended(let key, let pass): journal.write("news \(key.name) \(Self.word(pass))")
        case .backendsChanged(let nodes, let services): journal.write("news nodes=\(nodes) services=\(services)")
        case .planned(let key, _, _): journal.write("news \(key.name) published")
        case .recreationHeld(let key): journal.write("news \(key.name) not made anew")
        case .orphaned(let service): journal.write("news orphan \(service.metadata.uid)")
        }
    }

    private static func word(_ pass: FinishedPass) -> String {
        switch pass.outcome {
        case .done: pass.nodesWaited.map { "done, nodes waited \($0)" } ?? "done"
        case .paused: "paused"
        case .planned: "planned"
        case .failed(let code, _, let delay): "failed \(code) retry \(delay)"
        case .superseded: "superseded"
        case .interrupted: "interrupted"
        }
    }
}
