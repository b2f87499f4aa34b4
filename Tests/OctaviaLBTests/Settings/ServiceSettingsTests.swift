import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import OpenStackAPI
import Planning
import Testing

@testable import OctaviaLB

@Suite("Service settings")
struct ServiceSettingsTests {
    private func read(
        _ service: Service,
        capabilities: ProviderCapabilities = .init(),
        configure: (inout CloudConfig) -> Void = { _ in }
    ) -> ServiceSettings {
        var config = CloudConfig()
        configure(&config)
        return ServiceSettings.read(service, config: config, capabilities: capabilities)
    }

    @Test("a plain Service takes every default and needs no remark")
    func defaults() {
        let settings = read(.fixture())
        #expect(settings.notes.isEmpty)
        #expect(settings.ports.map(\.listener) == [.tcp])
        #expect(settings.ports.map(\.pool) == ["TCP"])
        #expect(settings.sourceRanges.map(\.description) == ["0.0.0.0/0"])
        #expect(settings.timeouts == ListenerTimeouts())
        #expect(settings.algorithm == "ROUND_ROBIN")
        #expect(settings.monitor == nil)
        #expect(!settings.isInternal)
    }

    @Test(
        "only the word true pauses a Service; another word keeps it as it is by being refused",
        arguments: [("true", true, Note.Severity.info), ("false", false, nil), ("yes", false, .blocked)]
    )
    func paused(text: String, isPaused: Bool, note: Note.Severity?) {
        let service = Service.fixture([key("paused"): text])
        #expect(service.isPaused == isPaused)
        #expect(read(service).notes.map(\.severity) == [note].compactMap(\.self))
    }

    @Test("listener and pool protocols apply to all TCP ports, and to no others")
    func protocolsForAll() {
        let ports = [
            ServicePort(name: "a", port: 80), ServicePort(name: "b", protocol: .udp, port: 80),
            ServicePort(name: "c", protocol: .sctp, port: 90),
        ]
        let settings = read(.fixture([key("listener-protocol"): "HTTP", key("pool-protocol"): "HTTP"], ports: ports))
        #expect(settings.ports.map(\.listener) == [.http, .udp, .sctp])
        #expect(settings.ports.map(\.pool) == ["HTTP", "UDP", "SCTP"])
        #expect(settings.notes.isEmpty)
    }

    @Test("a list gives protocols by port number or by name")
    func protocolsByPort() {
        let ports = [ServicePort(name: "web", port: 80), ServicePort(name: "tls", port: 443)]
        let settings = read(.fixture([key("listener-protocol"): "80:HTTP,tls:HTTPS"], ports: ports))
        #expect(settings.ports.map(\.listener) == [.http, .https])
        #expect(settings.ports.map(\.pool) == ["HTTP", "HTTPS"])
    }

    @Test(
        "combinations that Octavia refuses are refused first, with the allowed ones named",
        arguments: [
            ([key("listener-protocol"): "UDP"], "allowed here: TCP, HTTP, HTTPS"),
            ([key("listener-protocol"): "80:GOPHER"], "allowed here: TCP, HTTP, HTTPS"),
            ([key("listener-protocol"): "HTTP", key("pool-protocol"): "TCP"], "allowed here: HTTP, PROXY, PROXYV2"),
            ([key("pool-protocol"): "UDP"], "allowed here: TCP, HTTP, HTTPS, PROXY, PROXYV2"),
            ([key("listener-protocol"): "81:HTTP"], "names port \"81\""),
            ([key("proxy-protocol"): "v2", key("x-forwarded-for"): "true"], "exclude each other"),
        ]
    )
    func refusedCombinations(annotations: [String: String], message: String) {
        let notes = read(.fixture(annotations)).notes
        #expect(notes.contains { $0.severity == .blocked && $0.message.contains(message) }, "\(notes)")
    }

    @Test("PROXY concerns TCP ports only (cpo W30)")
    func proxyOnlyForTCP() {
        let ports = [ServicePort(name: "a", port: 53), ServicePort(name: "b", protocol: .udp, port: 53)]
        let settings = read(.fixture([key("proxy-protocol"): "v2"], ports: ports))
        #expect(settings.ports.map(\.pool) == ["PROXYV2", "UDP"])
        #expect(settings.speaksProxy)
    }

    @Test(
        "source ranges are normalised, sorted and without duplicates; the spec wins over the annotation",
        arguments: [
            ([], " 10.0.0.0/24,192.168.2.0/24 10.0.0.7/24", ["10.0.0.0/24", "192.168.2.0/24"]),
            (["172.16.0.1/12"], "10.0.0.0/8", ["172.16.0.0/12"]),
            ([], "", ["0.0.0.0/0"]),
        ] as [([String], String, [String])]
    )
    func sourceRanges(spec: [String], annotation: String, expected: [String]) {
        let annotations = [Annotations.sourceRanges.facts.key: annotation]
        let settings = read(.fixture(annotations) { $0.loadBalancerSourceRanges = spec })
        #expect(settings.sourceRanges.map(\.description) == expected)
        #expect(settings.notes.isEmpty)
    }

    @Test("source ranges that can't be carried out are refused, never dropped")
    func refusedSourceRanges() {
        let malformed = read(.fixture { $0.loadBalancerSourceRanges = ["10.0.0.1", "10.0.0.0/8"] })
        #expect(malformed.notes.map(\.severity) == [.blocked])
        let foreign = read(
            .fixture {
                $0.ipFamilies = [.ipv6]; $0.loadBalancerSourceRanges = ["10.0.0.0/8"]
            }
        )
        #expect(foreign.notes.map(\.severity) == [.blocked])
        let service = Service.fixture { $0.loadBalancerSourceRanges = ["10.0.0.0/8"] }
        let unable = read(service, capabilities: ProviderCapabilities(allowedCIDRs: false))
        #expect(unable.notes.map(\.severity) == [.blocked])
        #expect(read(.fixture(), capabilities: ProviderCapabilities(allowedCIDRs: false)).notes.isEmpty)
    }

    @Test("everyone is everyone of the Service's family")
    func everyone() {
        #expect(read(.fixture { $0.ipFamilies = [.ipv6] }).sourceRanges.map(\.description) == ["::/0"])
    }

    @Test("the health monitor is cloud.conf's unless the Service says otherwise")
    func monitor() {
        let settings = read(.fixture([key("health-monitor-delay"): "20"])) { $0.loadBalancer.createMonitor = true }
        #expect(settings.monitor == MonitorSettings(delay: 20, timeout: 3, maxRetries: 1, maxRetriesDown: 3))
        let off = read(.fixture([key("enable-health-monitor"): "false"])) { $0.loadBalancer.createMonitor = true }
        #expect(off.monitor == nil)
    }

    @Test("a timeout longer than the delay would be refused by Octavia, so it is shortened, with a warning")
    func monitorTimes() {
        let settings = read(.fixture([key("enable-health-monitor"): "true", key("health-monitor-timeout"): "9"]))
        #expect(settings.monitor?.timeout == 5)
        #expect(settings.notes.map(\.code) == ["monitor-times"])
    }

    @Test("local traffic policy asks kube-proxy's health check, or warns when nothing does (cpo W35)")
    func local() {
        let service = { (annotations: [String: String]) in
            Service.fixture(annotations) {
                $0.externalTrafficPolicy = .local; $0.healthCheckNodePort = 31000
            }
        }
        #expect(read(service([key("enable-health-monitor"): "true"])).monitor?.healthCheckNodePort == 31000)
        #expect(read(service([:])).notes.map(\.code) == ["local-without-monitor"])
    }

    @Test(
        "internal is refused when it can't be understood",
        arguments: [("true", true, 0), ("false", false, 0), ("yes", false, 1)]
    )
    func isInternal(text: String, expected: Bool, blocked: Int) {
        let settings = read(.fixture([Annotations.isInternal.facts.key: text]))
        #expect(settings.isInternal == expected)
        #expect(settings.notes.count { $0.severity == .blocked } == blocked)
    }

    @Test("internal-lb in cloud.conf can't be overridden")
    func internalByConfig() {
        let settings = read(.fixture([Annotations.isInternal.facts.key: "false"])) { $0.loadBalancer.internalLB = true }
        #expect(settings.isInternal)
    }

    @Test(
        "a protocol that the provider or the release lacks is refused, with those it has",
        arguments: [
            ("ovn", "v2.27", [key("listener-protocol"): "HTTP"], TransportProtocol.tcp, "allowed here: TCP"),
            ("ovn", "v2.27", [key("proxy-protocol"): "v1"], .tcp, "allowed here: TCP"),
            ("amphora", "v2.20", [key("proxy-protocol"): "v2"], .tcp, "allowed here: TCP, HTTP, HTTPS, PROXY"),
            ("amphora", "v2.20", [:], .sctp, "this cloud's load balancers have none for it"),
        ]
    )
    func missingProtocols(
        provider: String,
        version: String,
        annotations: [String: String],
        transport: TransportProtocol,
        message: String
    ) throws {
        var config = CloudConfig()
        config.loadBalancer.provider = provider
        let capabilities = ProviderCapabilities(features: try .init(versions: [version]), config: config.loadBalancer)
        let service = Service.fixture(annotations, ports: [ServicePort(protocol: transport, port: 80, nodePort: 30080)])
        let notes = read(service, capabilities: capabilities) { $0.loadBalancer.method = "SOURCE_IP_PORT" }.notes
        #expect(notes.filter { $0.severity == .blocked }.count == 1)
        #expect(notes.contains { $0.message.hasSuffix(message) }, "\(notes)")
    }

    @Test("ovn's gaps are said: warnings where it is about comfort")
    func ovn() throws {
        var config = CloudConfig()
        config.loadBalancer.provider = "ovn"
        let capabilities = ProviderCapabilities(
            features: try .init(versions: ["v2.27"]),
            config: config.loadBalancer
        )
        let service = Service.fixture([key("connection-limit"): "5", key("flavor-id"): "f"]) {
            $0.sessionAffinity = .clientIP
        }
        let settings = ServiceSettings.read(service, config: config, capabilities: capabilities)
        #expect(settings.notes.allSatisfy { $0.severity == .warning })
        #expect(settings.notes.count == 4)
        #expect(settings.algorithm == "SOURCE_IP_PORT")
        #expect(!settings.sessionAffinity)
        #expect(settings.connectionLimit == -1)
        #expect(settings.flavorID == nil)
    }
}
