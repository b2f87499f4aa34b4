import CloudProvider
import Kubernetes
import Testing

@testable import occm

@Suite("The values of occm run are checked")
struct RunValueTests {
    @Test(
        "each by itself",
        arguments: [
            ("--leader-elect=yes", "expected true or false"),
            ("--secure-port=https", "expected a whole number"),
            ("--secure-port=65536", "expected a number from 0 to 65535"),
            ("--secure-port=-1", "expected a number from 0 to 65535"),
            ("--bind-address=localhost", "expected an IP address, such as 0.0.0.0 or ::"),
            ("--kube-api-qps=many", "expected a number such as 20 or 0.5"),
            ("--kube-api-qps=nan", "expected a number such as 20 or 0.5"),
            ("--kube-api-burst=0", "expected a number from 1 to 2147483647"),
            ("--concurrent-service-syncs=0", "expected a number from 1 to 2147483647"),
            ("--concurrent-node-syncs=0", "expected a number from 1 to 2147483647"),
            ("--max-settling-load-balancers=0", "expected a number from 1 to 2147483647"),
            ("--v=99999999999999999999", "expected a whole number"),
            ("--v=-1", "expected a number from 0 to 2147483647"),
            (
                "--service-resync-period=60",
                "expected a duration such as 15s or 1m30s; a unit is needed: did you mean 60s?"
            ),
            ("--node-change-window=soon", "expected a duration such as 15s or 1m30s"),
            ("--node-change-window=-1s", "expected a duration that is not negative"),
            ("--node-monitor-period=5", "expected a duration such as 15s or 1m30s; a unit is needed: did you mean 5s?"),
            ("--tls-min-version=1.2", "expected VersionTLS10, VersionTLS11, VersionTLS12 or VersionTLS13"),
            ("--tls-sni-cert-key=a", "expected certificate,key or certificate,key:name,name"),
            ("--tls-sni-cert-key=a,b:", "expected certificate,key or certificate,key:name,name"),
            ("--logging-format=xml", "expected text or json"),
            ("--version=maybe", "expected no value, or raw"),
            ("--feature-gates=A", "expected Name=true or Name=false, not \"A\""),
            ("--feature-gates=A=true,B=on", "expected Name=true or Name=false, not \"B=on\""),
            ("--feature-gates==true", "expected Name=true or Name=false, not \"=true\""),
            (
                "--controllers=*,servce",
                """
                expected *, or names out of cloud-node, cloud-node-lifecycle, service, route, not "servce"; \
                did you mean service?
                """
            ),
            ("--leader-elect-resource-lock=endpoints", "expected leases: Kubernetes has no other lock any more"),
            ("--leader-elect-resource-name=", "expected a name"),
            ("--cloud-provider=aws", "expected openstack, or no such flag: occm knows no other cloud"),
            ("--cloud-provider=external", "expected openstack, or no such flag: external is what the kubelet is told"),
            ("--load-balancer-class=a b", "expected a class such as openstack or example.com/internal"),
            ("--load-balancer-class=a/b/c", "expected a class such as openstack or example.com/internal"),
            ("--load-balancer-class=/b", "expected a class such as openstack or example.com/internal"),
            ("--cluster-uid=a,b", "expected a uid: at most 47 characters, without blanks and commas"),
            (
                "--cluster-uid=12345678-1234-1234-1234-123456789012-1234567890x",
                "expected a uid: at most 47 characters, without blanks and commas"
            ),
        ]
    )
    func single(_ argument: String, _ expected: String) {
        #expect(problems([argument]) == ["\(argument): \(expected)"])
    }

    @Test(
        "and against each other",
        arguments: [
            (
                ["--leader-elect-lease-duration=10s"],
                """
                --leader-elect-lease-duration=10s --leader-elect-renew-deadline=10s --leader-elect-retry-period=2s: \
                leaseDuration must be greater than renewDeadline
                """
            ),
            (
                ["--leader-elect-retry-period=9s"],
                """
                --leader-elect-lease-duration=15s --leader-elect-renew-deadline=10s --leader-elect-retry-period=9s: \
                renewDeadline must be greater than retryPeriod*JitterFactor
                """
            ),
            (["--tls-cert-file=a"], "--tls-cert-file=a: expected --tls-private-key-file with it"),
            (["--tls-private-key-file=a"], "--tls-private-key-file=a: expected --tls-cert-file with it"),
            (
                ["--serve-default-class=false"],
                """
                --serve-default-class=false: expected --load-balancer-class with it; otherwise no Service is served
                """
            ),
            (
                ["--observe-only", "--leader-elect-resource-name=cloud-controller-manager"],
                """
                --leader-elect-resource-name=cloud-controller-manager: expected another name with --observe-only, or \
                none: this is the lease of the controller that acts
                """
            ),
        ]
    )
    func together(_ arguments: [String], _ expected: String) {
        #expect(problems(arguments) == [expected])
    }

    @Test("and all problems come at once, in the order of the command line")
    func allAtOnce() {
        let found = problems(["--nope", "--secure-port=x", "--v=1", "--leader-elect-lease-duration=1s", "start"])
        #expect(
            found.map { $0.prefix { $0 != ":" } } == [
                "--nope", "start", "--secure-port=x",
                "--leader-elect-lease-duration=1s --leader-elect-renew-deadline=10s --leader-elect-retry-period=2s",
            ]
        )
    }

    @Test("cipher suites are known by name")
    func cipherSuites() throws {
        let known = "TLS_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
        #expect(try settings(["--tls-cipher-suites=\(known)"]).serving.cipherSuites.count == 2)
        let found = problems(["--tls-cipher-suites=\(known),TLS_NOPE"])
        #expect(found.count == 1)
        #expect(found.first?.contains("TLS_NOPE: does not know \"TLS_NOPE\"; give some of TLS_AES_128") == true)
    }

    @Test("without an election its times are of no interest")
    func noElection() throws {
        #expect(try !settings(["--leader-elect=false", "--leader-elect-lease-duration=1s"]).election.isEnabled)
    }

    @Test(
        "who only observes holds a lease of its own",
        arguments: [
            (["--observe-only"], "cloud-controller-manager-observer"),
            (["--leader-elect-resource-name=mine", "--observe-only"], "mine"),
            (["--observe-only=false"], "cloud-controller-manager"),
        ]
    )
    func observerLease(_ arguments: [String], _ expected: String) throws {
        let settings = try settings(arguments)
        #expect(settings.election.leaseName == expected)
        #expect(settings.services.observesOnly == (arguments.contains("--observe-only")))
    }

    @Test(
        "of the controllers the first item about one decides, by its old name or its new",
        arguments: [
            ("*", [true, true]), ("service", [true, false]), ("-service", [false, false]),
            ("*,-service", [false, true]),
            ("-service,*,service", [false, true]), ("service-lb-controller", [true, false]),
            ("-service-lb-controller,*", [false, true]), ("cloud-node,route", [false, true]), ("", [false, false]),
        ]
    )
    func controllers(_ list: String, _ expected: [Bool]) throws {
        let rules = try settings(["--controllers=\(list)"]).controllers
        #expect([rules.runs(.service), rules.runs(.route)] == expected)
    }

    @Test("feature gates, which occm does not have, are told")
    func absentFeatures() throws {
        let notices = try notices(["--controllers=*,cloud-node", "--feature-gates=A=true", "--feature-gates=B=0"])
        #expect(
            notices == [
                "--feature-gates=A=true has no effect: occm has no such feature to switch",
                "--feature-gates=B=false has no effect: occm has no such feature to switch",
            ]
        )
    }

    @Test(
        "classes may have a domain",
        arguments: ["openstack", "example.com/internal", "a_b.c-d", "X"]
    )
    func classes(_ name: String) throws {
        let rules = try settings(["--load-balancer-class=\(name)", "--serve-default-class=false"]).services.rules
        #expect(rules == ServiceRules(loadBalancerClass: name, servesDefaultClass: false))
    }
}
