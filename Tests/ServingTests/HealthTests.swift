import Testing

@testable import Serving

@Suite("Health")
struct HealthTests {
    private let health = HealthChecks()

    private func text(_ probe: HealthProbe, excluding names: [String] = [], isVerbose: Bool = true) -> String {
        let answer = health.report(probe, excluding: names).answer(isVerbose: isVerbose)
        return "\(answer.status) \(String(decoding: answer.body, as: UTF8.self))"
    }

    @Test("what is well says ok, and more when asked")
    func passing() {
        health.add("leaderElection") { nil }
        #expect(text(.healthz, isVerbose: false) == "200 ok")
        #expect(text(.healthz) == "200 [+]ping ok\n[+]leaderElection ok\nhealthz check passed\n")
        #expect(text(.livez) == "200 [+]ping ok\n[+]leaderElection ok\nlivez check passed\n")
    }

    @Test("a failure is always told in full, without its reason")
    func failing() {
        health.add("leaderElection") { "lost by a secret" }
        let expected = "500 [+]ping ok\n[-]leaderElection failed: reason withheld\nhealthz check failed\n"
        #expect(text(.healthz) == expected)
        #expect(text(.healthz, isVerbose: false) == expected)
    }

    @Test("excluded checks are not asked; names that no check has are told")
    func excluding() {
        health.add("leaderElection") { "lost" }
        #expect(
            text(.readyz, excluding: ["leaderElection"]) == """
                200 [+]ping ok
                [+]leaderElection excluded: ok
                readyz check passed

                """
        )
        #expect(
            text(.readyz, excluding: ["leaderElection", "b", "a"]) == """
                200 [+]ping ok
                [+]leaderElection excluded: ok
                warn: some health checks cannot be excluded: no matches for "a", "b"
                readyz check passed

                """
        )
    }

    @Test("checks come and go, and one of the same name takes its place")
    func changing() {
        health.add("cloud") { "down" }
        health.add("last") { nil }
        health.add("cloud") { nil }
        #expect(text(.healthz) == "200 [+]ping ok\n[+]cloud ok\n[+]last ok\nhealthz check passed\n")
        health.remove("cloud")
        #expect(text(.healthz) == "200 [+]ping ok\n[+]last ok\nhealthz check passed\n")
    }

    @Test("how often checks passed and failed is counted")
    func indicators() {
        health.add("cloud", to: [.healthz]) { "down" }
        _ = health.report(.healthz)
        _ = health.report(.healthz, excluding: ["cloud"])
        health.add("cloud", to: [.healthz]) { nil }
        _ = health.report(.healthz)
        let samples = health.indicators.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            samples == [
                #"kubernetes_healthcheck{name="cloud",type="healthz"} 1"#,
                #"kubernetes_healthcheck{name="ping",type="healthz"} 1"#,
                #"kubernetes_healthchecks_total{name="cloud",type="healthz",status="error"} 1"#,
                #"kubernetes_healthchecks_total{name="cloud",type="healthz",status="success"} 1"#,
                #"kubernetes_healthchecks_total{name="ping",type="healthz",status="success"} 3"#,
            ]
        )
    }

    @Test("a process that is about to end is live but not ready")
    func shutdown() {
        health.add("caches", to: [.readyz]) { nil }
        health.beginShutdown()
        #expect(text(.livez) == "200 [+]ping ok\nlivez check passed\n")
        #expect(text(.healthz, isVerbose: false) == "200 ok")
        #expect(
            text(.readyz) == "500 [+]ping ok\n[+]caches ok\n[-]shutdown failed: reason withheld\nreadyz check failed\n"
        )
    }
}
