import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import Testing

@testable import OctaviaLB

@Suite("What a Service's status says")
struct ServiceStatusTests {
    @Test(
        "a host name wins, then one made for PROXY, then the address with its mode",
        arguments: [
            ("testHostName", nil, false, LoadBalancerIngress(hostname: "testHostName")),
            (nil, "v1", true, LoadBalancerIngress(hostname: "10.10.0.6.ingress-suffix")),
            (nil, "v1", false, LoadBalancerIngress(ip: "10.10.0.6", ipMode: .proxy)),
            (nil, nil, true, LoadBalancerIngress(ip: "10.10.0.6", ipMode: .vip)),
            ("h.example", "v2", true, LoadBalancerIngress(hostname: "h.example")),
        ] as [(String?, String?, Bool, LoadBalancerIngress)]
    )
    func ingress(hostname: String?, proxy: String?, makesNames: Bool, expected: LoadBalancerIngress) {
        var annotations: [String: String] = [:]
        annotations[key("hostname")] = hostname
        annotations[key("proxy-protocol")] = proxy
        var config = CloudConfig()
        config.loadBalancer.enableIngressHostname = makesNames
        config.loadBalancer.ingressHostnameSuffix = "ingress-suffix"
        let planning = ServicePlanning(
            service: .fixture(annotations),
            config: config,
            cluster: ClusterIdentity(name: "kubernetes"),
            capabilities: .init()
        )
        let applied = AppliedLoadBalancer(id: "lb", vipAddress: "10.0.0.5", floatingAddress: "10.10.0.6")
        #expect(planning.status(applied).ingress == [expected])
        #expect(planning.status(AppliedLoadBalancer()).ingress.isEmpty)
    }
}
