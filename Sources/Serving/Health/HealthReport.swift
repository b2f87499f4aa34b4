/// What the checks of a probe said, in the words of k8s.io/apiserver's healthz.
struct HealthReport: Sendable {
    /// What one check said.
    enum Result: Sendable, Hashable {
        case passed
        case excluded
        case failed(String)
    }

    var probe: HealthProbe
    var results: [(name: String, result: Result)]
    /// Names that were to be excluded and that no check has.
    var unmatched: [String]

    /// The failed checks and why, for logs.
    var failures: [(name: String, reason: String)] {
        results.compactMap { name, result in
            if case .failed(let reason) = result { (name, reason) } else { nil }
        }
    }

    /// The answer: `ok` alone unless it fails or more is asked for. The reasons are for those who may read the logs.
    func answer(isVerbose: Bool) -> Answer {
        let lines = results.map(line) + warning
        guard failures.isEmpty else {
            return .text((lines + ["\(probe.rawValue) check failed"]).joined(separator: "\n") + "\n", status: 500)
        }
        guard isVerbose else { return .text("ok") }
        return .text((lines + ["\(probe.rawValue) check passed"]).joined(separator: "\n") + "\n")
    }

    private func line(_ name: String, _ result: Result) -> String {
        switch result {
        case .passed: "[+]\(name) ok"
        case .excluded: "[+]\(name) excluded: ok"
        case .failed: "[-]\(name) failed: reason withheld"
        }
    }

    private var warning: [String] {
        guard !unmatched.isEmpty else { return [] }
        let names = unmatched.map(\.debugDescription).joined(separator: ", ")
        return ["warn: some health checks cannot be excluded: no matches for \(names)"]
    }
}
