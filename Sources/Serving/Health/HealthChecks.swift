import Synchronization

/// A question about the process's health, by its path.
public enum HealthProbe: String, Sendable, Hashable, CaseIterable {
    /// Is all well? (`/healthz`, of old)
    case healthz
    /// Should it be started anew if not?
    case livez
    /// May it be sent work?
    case readyz
}

/// What is checked when somebody asks about the process's health.
///
/// Guarantees: checks may come and go at any time; each is asked afresh each time.
public final class HealthChecks: Sendable {
    /// Why something is not well, for logs; `nil` when it is well. Must return quickly.
    public typealias Check = @Sendable () -> String?

    private struct Entry: Sendable {
        var name: String
        var probes: Set<HealthProbe>
        var check: Check
    }

    private let entries: Mutex<[Entry]>
    private let tally = Mutex(HealthTally())

    /// Creates checks with the one that is always well: `ping`.
    public init() {
        entries = Mutex([Entry(name: "ping", probes: Set(HealthProbe.allCases), check: { nil })])
    }

    /// Adds a check after the others, or replaces the one of that name.
    ///
    /// - Parameters:
    ///   - name: As it is in URLs and answers: `leaderElection`.
    ///   - probes: Whose answers it counts for.
    public func add(
        _ name: String,
        to probes: Set<HealthProbe> = Set(HealthProbe.allCases),
        _ check: @escaping Check
    ) {
        entries.withLock { entries in
            let entry = Entry(name: name, probes: probes, check: check)
            if let index = entries.firstIndex(where: { $0.name == name }) {
                entries[index] = entry
            } else {
                entries.append(entry)
            }
        }
    }

    /// Removes a check.
    public func remove(_ name: String) {
        entries.withLock { $0.removeAll { $0.name == name } }
    }

    /// Makes `/readyz` fail from now on: the process is about to end and wants no more work.
    public func beginShutdown() {
        add("shutdown", to: [.readyz]) { "process is shutting down" }
    }

    /// Asks all checks of a probe but those that are excluded.
    func report(_ probe: HealthProbe, excluding excluded: [String] = []) -> HealthReport {
        let results = entries.withLock { $0 }.filter { $0.probes.contains(probe) }.map { entry in
            let isExcluded = excluded.contains(entry.name)
            let result: HealthReport.Result = isExcluded ? .excluded : entry.check().map { .failed($0) } ?? .passed
            return (entry.name, result)
        }
        tally.withLock { tally in
            for (name, result) in results { tally.count(name, probe, result) }
        }
        let names = Set(results.map(\.0))
        return HealthReport(probe: probe, results: results, unmatched: Set(excluded).subtracting(names).sorted())
    }

    /// How the checks went whenever they were asked: `/metrics/slis`, in the Prometheus text format 0.0.4.
    public var indicators: String { tally.withLock { $0.text } }

    /// The check of that name, if it counts for the probe.
    func check(_ name: String, of probe: HealthProbe) -> Check? {
        entries.withLock { $0 }.first { $0.name == name && $0.probes.contains(probe) }?.check
    }
}
