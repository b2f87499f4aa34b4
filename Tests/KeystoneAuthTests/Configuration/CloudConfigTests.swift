import Testing

@testable import KeystoneAuth

@Suite("cloud.conf")
struct CloudConfigTests {
    private func parse(_ text: String) -> (config: CloudConfig, problems: [ConfigProblem]) {
        CloudConfig.parse(Array(text.utf8), file: "cloud.conf")
    }

    @Test("the Go controller's own example is read (vector A1.2)")
    func example() {
        let (config, problems) = parse(
            """
            [Global]
            auth-url = http://auth.url
            user-id = user
            password = mypass
            tenant-name = demo
            tenant-domain-name = Default
            region = RegionOne
            [LoadBalancer]
            create-monitor = yes
            monitor-delay = 1m
            monitor-timeout = 30s
            monitor-max-retries = 1
            monitor-max-retries-down = 3
            [Metadata]
            search-order = configDrive, metadataService
            """
        )
        #expect(problems.isEmpty)
        #expect(config.global.authURL == "http://auth.url")
        #expect(config.global.userID == "user")
        #expect(config.global.password?.reveal() == "mypass")
        #expect(config.global.tenantName == "demo")
        #expect(config.global.tenantDomainName == "Default")
        #expect(config.global.region == "RegionOne")
        #expect(config.loadBalancer.createMonitor)
        #expect(config.loadBalancer.monitorDelay == .seconds(60))
        #expect(config.loadBalancer.monitorTimeout == .seconds(30))
        #expect(config.loadBalancer.monitorMaxRetries == 1)
        #expect(config.loadBalancer.monitorMaxRetriesDown == 3)
        #expect(config.metadata.searchOrder == "configDrive, metadataService")
    }

    @Test("the defaults are the Go controller's (vector A2.1)")
    func defaults() {
        let (config, problems) = parse("[LoadBalancer]\n")
        let balancer = config.loadBalancer
        #expect(problems.isEmpty)
        #expect(config == CloudConfig())
        #expect(balancer.enabled && balancer.cascadeDelete)
        #expect(!balancer.createMonitor && !balancer.enableIngressHostname && !balancer.manageSecurityGroups)
        #expect(!balancer.providerRequiresSerialAPICalls && !balancer.internalLB)
        #expect(balancer.provider == "amphora")
        #expect(balancer.method == "ROUND_ROBIN")
        #expect(balancer.monitorDelay == .seconds(5))
        #expect(balancer.monitorTimeout == .seconds(3))
        #expect(balancer.monitorMaxRetries == 1)
        #expect(balancer.monitorMaxRetriesDown == 3)
        #expect(balancer.maxSharedLB == 2)
        #expect(balancer.containerStore == "barbican")
        #expect(balancer.ingressHostnameSuffix == "nip.io")
        #expect(config.metadata.searchOrder == "configDrive,metadataService")
        #expect(config.metadata.requestTimeout == .seconds(60))
    }

    @Test("a duration without a unit is an error that suggests one (vector A2.2)")
    func durationUnit() {
        let (config, problems) = parse("[LoadBalancer]\nmonitor-delay = 5\n")
        #expect(
            problems.map(\.description) == [
                "cloud.conf:2: error: [LoadBalancer] monitor-delay = 5: expected a duration such as 5s or 1m30s; "
                    + "a unit is needed: did you mean 5s?"
            ]
        )
        #expect(config.loadBalancer.monitorDelay == .seconds(5))
    }

    @Test("unknown sections and keys are warnings only; [BlockStorage] is not even one (vector A2.4)")
    func unknown() {
        let (_, problems) = parse("[BlockStorage]\nbs-version = v3\n[Unknown]\nx = y\n[LoadBalancer]\nnope = 1\n")
        #expect(problems.map(\.line) == [3, 6])
        #expect(problems.allSatisfy { $0.severity == .warning })
    }

    @Test("classes are kept by their case-sensitive names (vector A2.5)")
    func classes() {
        let (config, problems) = parse(
            """
            [LoadBalancerClass "dmz"]
            floating-subnet-id="a374"
            [loadbalancerclass "internetFacing"]
            floating-network-id="c57a"
            floating-subnet-id="f90d"
            [LoadBalancerClass "dmz"]
            member-subnet-id = m
            [LoadBalancerClass "empty"]
            """
        )
        #expect(problems.isEmpty)
        #expect(config.loadBalancerClasses.keys.sorted() == ["dmz", "empty", "internetFacing"])
        #expect(config.loadBalancerClasses["dmz"]?.floatingSubnetID == "a374")
        #expect(config.loadBalancerClasses["dmz"]?.memberSubnetID == "m")
        #expect(config.loadBalancerClasses["internetFacing"]?.floatingNetworkID == "c57a")
        #expect(config.loadBalancerClasses["internetFacing"]?.floatingSubnetID == "f90d")
    }

    @Test("misspelled names get a suggestion")
    func suggestions() {
        let (_, problems) = parse("[Globl]\n[Global]\nauthurl = x\n[LoadBalancer]\nmonitor-delai = 5s\nzzz = 1\n")
        let messages = problems.map(\.message)
        #expect(messages.contains("unknown section, ignored; did you mean Global?"))
        #expect(messages.contains("unknown key, ignored; did you mean auth-url?"))
        #expect(messages.contains("unknown key, ignored; did you mean monitor-delay?"))
        #expect(messages.contains("unknown key, ignored"))
    }

    @Test("all problems are found at once, in the order of their lines")
    func allProblems() {
        let (_, problems) = parse(
            """
            [Global]
            os-endpoint-type = publik
            username
            [LoadBalancer]
            create-monitor = maybe
            monitor-max-retries = 11
            max-shared-lb = two
            lb-version = v1
            monitor-timeout = -3s
            octavia-api-version = new
            enabled = \\x
            [LoadBalancerClass]
            [Global "x"]
            [Metadata]
            request-timeout = 1d
            """
        )
        #expect(problems.map(\.line) == [2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15])
        #expect(problems.filter { $0.severity == .warning }.map(\.line) == [12, 13])
    }

    @Test("a secret's value is not repeated in a problem, nor an unknown key's")
    func secretsInProblems() {
        let (_, problems) = parse("[Global]\npasswort = hunter2\npassword\n[Global]\ntoken hunter2\n")
        #expect(problems.count == 3)
        #expect(!problems.map(\.description).joined().contains("hunter2"))
    }

    @Test(
        "booleans as gcfg has them",
        arguments: [
            (" = true", true), (" = YES", true), (" = On", true), (" = 1", true), ("", true), (" ; comment", true),
            (" = false", false), (" = no", false), (" = OFF", false), (" = 0", false),
        ]
    )
    func booleans(assignment: String, expected: Bool) {
        let (config, problems) = parse("[LoadBalancer]\nmanage-security-groups\(assignment)\n")
        #expect(problems.isEmpty)
        #expect(config.loadBalancer.manageSecurityGroups == expected)
    }

    @Test(
        "only a boolean may be blank, and an empty boolean is an error",
        arguments: ["username", "enabled =", "max-shared-lb"]
    )
    func blanks(line: String) {
        let section = line == "username" ? "Global" : "LoadBalancer"
        #expect(parse("[\(section)]\n\(line)\n").problems.map(\.severity) == [.error])
    }

    @Test("integers are decimal or hexadecimal", arguments: [("7", 7), ("0x10", 16), ("0X1f", 31), ("-1", -1)])
    func integers(text: String, expected: Int) {
        #expect(parse("[LoadBalancer]\nmax-shared-lb = \(text)\n").config.loadBalancer.maxSharedLB == expected)
    }

    @Test(
        "integers beyond 64 bits and with other signs are errors",
        arguments: ["99999999999999999999", "1.5", "1 2", "0x", ""]
    )
    func badIntegers(text: String) {
        #expect(parse("[LoadBalancer]\nmax-shared-lb = \(text)\n").problems.map(\.severity) == [.error])
    }

    @Test("a repeated list key adds, a blank one empties the list")
    func lists() {
        let names = "internal-network-name = a\ninternal-network-name = b\n"
        #expect(parse("[Networking]\n\(names)").config.networking.internalNetworkNames == ["a", "b"])
        let reset = "[Networking]\n\(names)internal-network-name\ninternal-network-name = c\n"
        #expect(parse(reset).config.networking.internalNetworkNames == ["c"])
    }

    @Test("sections and keys are the same in any case, and the last value counts")
    func caseAndOrder() {
        let config = parse("[GLOBAL]\nAuth-URL = a\n[global]\nauth-url = b\n").config
        #expect(config.global.authURL == "b")
        #expect(config.origins[.init(section: "Global", key: "auth-url")] == .file("cloud.conf", line: 4))
    }

    @Test(
        "the metadata search order is checked (vectors A5)",
        arguments: [
            ("configDrive", nil), ("configDrive, metadataService", nil), ("\"\"", "empty"),
            ("value1", "\"value1\" is unknown"),
            ("configDrive,metadataService,configDrive", "more than two"),
        ]
    )
    func searchOrder(text: String, message: String?) {
        let problems = parse("[Metadata]\nsearch-order = \(text)\n").problems
        #expect(problems.isEmpty == (message == nil))
        #expect(problems.first?.message.contains(message ?? "") ?? true)
    }

    @Test("the view shows every key once with its origin, secrets redacted")
    func view() {
        let config = parse("[Global]\npassword = hunter2\nregion = R\n[LoadBalancerClass \"dmz\"]\nsubnet-id = s\n")
            .config
        let rows = config.effectiveKeys()
        let texts = rows.map { "[\($0.name.section)] \($0.name.key) = \($0.value) (\($0.origin))" }
        #expect(texts.contains("[Global] password = <redacted> (cloud.conf:2)"))
        #expect(texts.contains("[Global] region = R (cloud.conf:3)"))
        #expect(texts.contains("[LoadBalancerClass \"dmz\"] subnet-id = s (cloud.conf:5)"))
        #expect(texts.contains("[LoadBalancer] monitor-delay = 5s (default)"))
        #expect(Set(rows.map(\.name)).count == rows.count)
        #expect(!texts.joined().contains("hunter2"))
        #expect(!"\(config)".contains("hunter2"))
    }

    @Test("no key is declared twice, and names are in lower case")
    func declarations() {
        let names = CloudConfig.Global.keys.map(\.name)
        let balancer = CloudConfig.LoadBalancer.keys.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(balancer).count == balancer.count)
        #expect((names + balancer).allSatisfy { $0 == $0.lowercased() && !$0.contains("_") })
    }
}
