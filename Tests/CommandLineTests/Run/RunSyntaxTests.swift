import CloudProvider
import Testing

@testable import occm

@Suite("A command line of occm run is read as pflag reads it")
struct RunSyntaxTests {
    @Test(
        "verbosity, in all its spellings",
        arguments: [["--v=4"], ["--v", "4"], ["-v=4"], ["-v", "4"], ["-v4"], ["-v", "2", "--v=4"]]
    )
    func verbosity(_ arguments: [String]) throws {
        #expect(try settings(arguments).logging.verbosity == 4)
    }

    @Test(
        "a name may have underscores, and a value may follow",
        arguments: [
            ["--cluster-name=a"], ["--cluster-name", "a"], ["--cluster_name=a"], ["--cluster_name", "a"],
            ["--cluster-name=b", "--cluster-name=a"],
        ]
    )
    func names(_ arguments: [String]) throws {
        #expect(try settings(arguments).cloud.clusterName == "a")
    }

    @Test("a value keeps its = and _, and may be empty")
    func values() throws {
        #expect(try settings(["--cluster-name=a=b_c"]).cloud.clusterName == "a=b_c")
        #expect(try settings(["--kubeconfig="]).cluster.kubeconfig == nil)
        #expect(try settings(["--kubeconfig", "-"]).cluster.kubeconfig == "-")
        #expect(try settings(["--kube-api-qps", "-1"]).cluster.requestsPerSecond == -1)
    }

    @Test(
        "a boolean is Go's, and true without a value",
        arguments: [
            ([], true), (["--leader-elect"], true), (["--leader-elect=true"], true), (["--leader-elect=T"], true),
            (["--leader-elect=1"], true), (["--leader-elect=false"], false), (["--leader-elect=F"], false),
            (["--leader-elect=0"], false), (["--leader-elect=False", "--leader_elect"], true),
        ]
    )
    func booleans(_ arguments: [String], _ expected: Bool) throws {
        #expect(try settings(arguments).election.isEnabled == expected)
    }

    @Test(
        "a duration is Go's",
        arguments: [
            ("1h", Duration.seconds(3600)), ("1m30s", .seconds(90)), ("1.5s", .milliseconds(1500)), ("0", .zero),
            ("250ms", .milliseconds(250)),
        ]
    )
    func durations(_ text: String, _ expected: Duration) throws {
        #expect(try settings(["--service-resync-period", text]).services.resyncInterval == expected)
    }

    @Test(
        "a list is separated by commas or repeated, and its first use replaces the default",
        arguments: [
            (["--authorization-always-allow-paths=/a"], ["/a"]),
            (["--authorization-always-allow-paths=/a,/b"], ["/a", "/b"]),
            (
                ["--authorization-always-allow-paths=/a", "--authorization_always_allow_paths", "/b,/c"],
                ["/a", "/b", "/c"]
            ),
            (["--authorization-always-allow-paths="], []),
            (["--authorization-always-allow-paths=\"/a,b\",/c"], ["/a,b", "/c"]),
        ]
    )
    func lists(_ arguments: [String], _ expected: [String]) throws {
        #expect(try settings(arguments).authorization.alwaysAllowedPaths == expected)
    }

    @Test("a user agent is one value, commas and blanks and all")
    func userAgents() throws {
        let settings = try settings(["--user-agent=gardener, v1 (x)", "--user-agent", "second"])
        #expect(settings.cloud.userAgents.map(\.text) == ["gardener, v1 (x)", "second"])
    }

    @Test("certificates by name are separated by semicolons or repeated")
    func namedCertificates() throws {
        let settings = try settings([
            "--tls-sni-cert-key=a.crt,a.key;b.crt,b.key:*.b.io,b.io", "--tls-sni-cert-key=c,d",
        ])
        #expect(settings.serving.namedCertificates.map(\.shown) == ["a.crt,a.key", "b.crt,b.key:*.b.io,b.io", "c,d"])
    }

    @Test(
        "what can't be read is named, with what was expected",
        arguments: [
            (["--nodez=x"], ["--nodez: there is no such flag"]),
            (["--cloud-confg", "x"], ["--cloud-confg: there is no such flag; did you mean --cloud-config?"]),
            (["-cloud-config=x"], ["-cloud-config: there is no such flag; did you mean --cloud-config?"]),
            (["-x"], ["-x: there is no such flag; did you mean --v?"]),
            (
                ["--port=0"],
                ["--port: Kubernetes has removed this flag; there is no port without TLS; use --secure-port"]
            ),
            (["--address", "::"], ["--address: Kubernetes has removed this flag; use --bind-address"]),
            (
                ["--logtostderr"],
                ["--logtostderr: Kubernetes has removed this flag; leave it out; the log goes to standard error"]
            ),
            (["start"], ["start: unexpected argument; occm run takes only flags"]),
            (["--", "--v=2"], ["--v=2: unexpected argument; occm run takes only flags"]),
            (["-"], ["-: unexpected argument; occm run takes only flags"]),
            (
                ["--leader-elect", "false"],
                ["false: unexpected argument; its value follows with =: --leader-elect=false"]
            ),
            (["--cloud-config"], ["--cloud-config: expected a value, as --cloud-config=<file>"]),
            (["--cloud-config", "--v=2"], ["--cloud-config: expected a value, as --cloud-config=<file>"]),
            (["-v"], ["-v: expected a value, as -v=<number>"]),
        ]
    )
    func unreadable(_ arguments: [String], _ expected: [String]) {
        #expect(problems(arguments) == expected)
    }

    @Test("no order of odd pieces crashes it, or loses an argument unsaid")
    func oddPieces() {
        let pieces = [
            "--v", "-v", "4", "--v=", "--", "-", "", "--leader-elect", "=", "--=", "---", "-=", "--nope", "--help=0",
        ]
        for first in pieces where first != "--" {
            for second in pieces {
                let scanner = FlagScanner([first, second])
                #expect(!scanner.uses.isEmpty || !scanner.problems.isEmpty, "\(first) \(second)")
            }
        }
    }
}
