import CloudProvider
import Kubernetes
import Planning

/// How the Services stand, as far as the controller's news tell. Pure: the time is given.
struct ServiceBook: Sendable {
    /// How a Service's last pass ended. Raw values are metric labels.
    enum State: String, Sendable, CaseIterable {
        case waiting, ready, failing, paused, planned
    }

    /// How long a load balancer has been changing. Raw values are metric labels.
    enum Age: String, Sendable, CaseIterable {
        case underOneMinute = "0-1m"
        case underFive = "1-5m"
        case underFifteen = "5-15m"
        case longer = "15m+"

        init(_ age: Duration) {
            self =
                switch age {
                case ..<(.seconds(60)): .underOneMinute
                case ..<(.seconds(300)): .underFive
                case ..<(.seconds(900)): .underFifteen
                default: .longer
                }
        }
    }

    private struct Entry {
        var state = State.waiting
        var isServed = false
        var pendingSince: Duration?
    }

    private var entries: [ObjectKey: Entry] = [:]

    /// How many Services have their load balancer.
    var served: Int { entries.values.count(where: \.isServed) }

    /// How many Services are in each state; states without any are there, too.
    var states: [State: Int] {
        entries.values.reduce(into: Dictionary(uniqueKeysWithValues: State.allCases.map { ($0, 0) })) {
            $0[$1.state, default: 0] += 1
        }
    }

    /// How many load balancers are changing, by age; ages without any are there, too.
    func pending(at now: Duration) -> [Age: Int] {
        entries.values.compactMap(\.pendingSince).reduce(
            into: Dictionary(uniqueKeysWithValues: Age.allCases.map { ($0, 0) })
        ) { $0[Age(now - $1), default: 0] += 1 }
    }

    mutating func began(_ key: ObjectKey) {
        entries[key] = entries[key] ?? Entry()
    }

    mutating func progressed(_ key: ObjectKey, _ phase: ApplyProgress.Phase, at now: Duration) {
        var entry = entries[key] ?? Entry()
        switch phase {
        case .started: entry.pendingSince = entry.pendingSince ?? now
        case .settling(let age): entry.pendingSince = entry.pendingSince ?? now - age
        case .finished: entry.pendingSince = nil
        }
        entries[key] = entry
    }

    /// Notes how a pass ended, and returns how the one before did.
    mutating func ended(_ key: ObjectKey, _ pass: FinishedPass) -> State {
        var entry = entries[key] ?? Entry()
        let before = entry.state
        switch pass.outcome {
        case .done where pass.operation == .delete:
            entries[key] = nil
            return before
        case .done: (entry.state, entry.isServed) = (.ready, true)
        case .failed: entry.state = .failing
        case .paused: entry.state = .paused
        case .planned: entry.state = .planned
        case .superseded, .interrupted: break
        }
        // Whoever gave up waiting leaves a load balancer that is still changing.
        if !pass.gaveUpWaiting { entry.pendingSince = nil }
        entries[key] = entry
        return before
    }

    mutating func forgot(_ key: ObjectKey) {
        entries[key] = nil
    }
}

extension FinishedPass {
    /// OctaviaLB's code for a load balancer that does not settle.
    fileprivate var gaveUpWaiting: Bool {
        if case .failed(code: "stuck", _, _) = outcome { true } else { false }
    }
}
