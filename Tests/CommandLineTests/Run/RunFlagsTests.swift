import CloudProvider
import Kubernetes
import Testing

@testable import occm

@Suite("The flags of occm run")
struct RunFlagsTests {
    @Test("without flags everything is as the Go OCCM has it, but for the parallel work")
    func defaults() throws {
        let settings = try settings([])
        #expect(settings.cloud == RunSettings.Cloud())
        #expect(settings.cloud.clusterName == "kubernetes")
        #expect(settings.cluster.requestsPerSecond == 20 && settings.cluster.burst == 30)
        #expect(settings.election.isEnabled && settings.election.times == .standard)
        #expect(settings.election.leaseName == "cloud-controller-manager")
        #expect(settings.election.leaseNamespace == "kube-system")
        #expect(settings.serving.address == "0.0.0.0" && settings.serving.port == 10258)
        #expect(settings.authorization.alwaysAllowedPaths == ["/healthz", "/readyz", "/livez"])
        #expect(settings.services.rules == ServiceRules() && !settings.services.observesOnly)
        #expect(settings.services.concurrentSyncs == 10 && settings.services.resyncInterval == .seconds(3600))
        #expect(settings.loadBalancers == RunSettings.LoadBalancers())
        #expect(try notices([]).isEmpty)
    }

    /// A flag and the default that `--help` of the Go OCCM 1.34 shows for it.
    static let goDefaults = [
        "allocate-node-cidrs": "false", "allow-untagged-cloud": "false", "cidr-allocator-type": "RangeAllocator",
        "cloud-config": "", "cluster-cidr": "", "cluster-name": "kubernetes", "configure-cloud-routes": "true",
        "controller-start-interval": "0s", "controllers": "*", "external-cloud-volume-plugin": "",
        "feature-gates": "", "kube-api-burst": "30",
        "kube-api-content-type": "application/vnd.kubernetes.protobuf", "kube-api-qps": "20",
        "min-resync-period": "12h", "node-monitor-period": "5s", "node-sync-period": "0s",
        "route-reconciliation-period": "10s", "use-service-account-credentials": "false",
        "leader-elect": "true", "leader-elect-lease-duration": "15s", "leader-elect-renew-deadline": "10s",
        "leader-elect-retry-period": "2s", "leader-elect-resource-lock": "leases",
        "leader-elect-resource-name": "cloud-controller-manager",
        "leader-elect-resource-namespace": "kube-system", "enable-leader-migration": "false",
        "leader-migration-config": "", "node-status-update-frequency": "5m",
        "bind-address": "0.0.0.0", "secure-port": "10258", "cert-dir": "", "tls-cert-file": "",
        "tls-private-key-file": "", "tls-cipher-suites": "", "tls-sni-cert-key": "", "disable-http2-serving": "false",
        "http2-max-streams-per-connection": "0", "permit-address-sharing": "false", "permit-port-sharing": "false",
        "authentication-kubeconfig": "", "authentication-skip-lookup": "false",
        "authentication-token-webhook-cache-ttl": "10s", "authentication-tolerate-lookup-failure": "false",
        "client-ca-file": "", "requestheader-allowed-names": "", "requestheader-client-ca-file": "",
        "requestheader-extra-headers-prefix": "x-remote-extra-", "requestheader-group-headers": "x-remote-group",
        "requestheader-uid-headers": "", "requestheader-username-headers": "x-remote-user",
        "authorization-always-allow-paths": "/healthz,/readyz,/livez", "authorization-kubeconfig": "",
        "authorization-webhook-cache-authorized-ttl": "10s", "authorization-webhook-cache-unauthorized-ttl": "10s",
        "kubeconfig": "", "master": "", "profiling": "true", "contention-profiling": "false", "help": "false",
        "version": "false", "v": "0", "vmodule": "", "logging-format": "text", "log-flush-frequency": "5s",
        "log-text-split-stream": "false", "log-text-info-buffer-size": "0", "webhooks": "",
        "webhook-bind-address": "0.0.0.0", "webhook-secure-port": "10260", "webhook-cert-dir": "",
        "webhook-tls-cert-file": "", "webhook-tls-private-key-file": "", "user-agent": "",
        // Where it differs on purpose: the Go OCCM has no default, none that it accepts, or 1.
        "tls-min-version": "VersionTLS12", "cloud-provider": "openstack", "concurrent-service-syncs": "10",
        "concurrent-node-syncs": "10",
    ]

    @Test("has each of the Go OCCM's with its default, which it takes back", arguments: goDefaults.sorted { $0 < $1 })
    func goFlag(_ name: String, standard: String) throws {
        let flag = try #require(RunFlags.byName[name])
        #expect(flag.standard == standard)
        guard name != "help" else { return }
        let spelled = standard.isEmpty ? [] : ["--\(name)=\(standard)"]
        let (given, bare) = (try settings(spelled), try settings([]))
        #expect(RunFlags.lines(of: given) == RunFlags.lines(of: bare))
    }

    @Test("are declared once each, and explained unless they do nothing")
    func declarations() {
        #expect(RunFlags.all.count == RunFlags.byName.count)
        for flag in RunFlags.all {
            #expect(flag.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(flag.name)")
            #expect((flag.idleReason != nil) == flag.help.isEmpty, "\(flag.name)")
            #expect(flag.help.isEmpty || flag.help.hasSuffix("."), "\(flag.name)")
        }
        #expect(RunFlags.removed.keys.allSatisfy { RunFlags.byName[$0] == nil })
    }

    @Test("that do nothing say so once, however often they are given")
    func idleFlags() throws {
        for flag in RunFlags.idle.flatMap(\.flags) {
            let value = flag.standard.isEmpty ? "x" : flag.standard
            let notices = try notices(["--\(flag.name)=\(value)", "--\(flag.name)=\(value)"])
            #expect(notices.count == 1 && notices[0].hasPrefix("--\(flag.name) has no effect: "), "\(notices)")
        }
    }

    /// What must be given with a flag so that its value is of use.
    private static let companions = [
        "serve-default-class": "--load-balancer-class=x", "tls-cert-file": "--tls-private-key-file=x",
        "tls-private-key-file": "--tls-cert-file=x", "leader-elect-lease-duration": "--leader-elect=false",
        "leader-elect-retry-period": "--leader-elect=false", "observe-only": "--leader-elect-resource-name=x",
    ]

    /// A value other than the default, by what help calls it.
    private static let samples = [
        "number": "7", "duration": "7s", "port": "777", "address": "::1", "files": "a,b:c", "gates": "A=true",
        "format": "json", "version": "VersionTLS13", "networks": "10.244.0.0/16",
    ]

    @Test("that do something change what the log shows of them, and nothing else", arguments: RunFlags.groups)
    func effects(_ group: RunFlagGroup) throws {
        let settingNothing: Set = ["cloud-provider", "leader-elect-resource-lock", "help", "version"]
        for flag in group.flags where !settingNothing.contains(flag.name) {
            let isSwitch = flag.bareText != nil
            var text = isSwitch ? "\(flag.standard == "false")" : Self.samples[flag.placeholder, default: "some"]
            if flag.name == "controllers" { text = "-service" }
            if flag.name == "tls-cipher-suites" { text = "TLS_AES_128_GCM_SHA256" }
            let companion = Self.companions[flag.name].map { [$0] } ?? []
            let before = RunFlags.lines(of: RunReading(FlagScanner(companion).uses).settings)
            let after = RunFlags.lines(of: try settings(companion + ["--\(flag.name)=\(text)"]))
            #expect(zip(before, after).filter { $0 != $1 }.map(\.1) == ["--\(flag.name)=\"\(text)\""])
        }
    }
}

/// The settings that a command line comes to.
func settings(_ arguments: [String]) throws -> RunSettings {
    guard case .run(let settings, _) = try RunFlags.parse(arguments) else { throw Failure("it prints") }
    return settings
}

/// What a command line has that does nothing.
func notices(_ arguments: [String]) throws -> [String] {
    guard case .run(_, let notices) = try RunFlags.parse(arguments) else { throw Failure("it prints") }
    return notices.map(\.description)
}

/// What is wrong with a command line, line by line.
func problems(_ arguments: [String]) -> [String] {
    do {
        _ = try RunFlags.parse(arguments)
        return []
    } catch {
        return error.description.split(separator: "\n").map(String.init)
    }
}
