import Testing

@testable import Kubernetes

@Suite("Patches")
struct ObjectPatchTests {
    private static let finalizer = "service.kubernetes.io/load-balancer-cleanup"
    private static let shutdown = Taint(key: "node.cloudprovider.kubernetes.io/shutdown", effect: "NoSchedule")

    static let bodies: [(String, ObjectPatch, String)] = [
        (
            "the first finalizer", .adding(finalizer: finalizer, to: []),
            #"{"metadata":{"finalizers":["service.kubernetes.io/load-balancer-cleanup"]}}"#
        ),
        (
            "a finalizer beside another", .adding(finalizer: finalizer, to: ["x/y"]),
            #"{"metadata":{"$setElementOrder/finalizers":["x/y","service.kubernetes.io/load-balancer-cleanup"],"finalizers":["service.kubernetes.io/load-balancer-cleanup"]}}"#
        ),
        (
            "removing the only finalizer that is known", .removing(finalizer: finalizer, from: [finalizer]),
            #"{"metadata":{"$deleteFromPrimitiveList/finalizers":["service.kubernetes.io/load-balancer-cleanup"]}}"#
        ),
        (
            "removing a finalizer beside another", .removing(finalizer: finalizer, from: ["x/y", finalizer]),
            #"{"metadata":{"$deleteFromPrimitiveList/finalizers":["service.kubernetes.io/load-balancer-cleanup"],"$setElementOrder/finalizers":["x/y"]}}"#
        ),
        (
            "an address", .loadBalancer(LoadBalancerStatus(ingress: [LoadBalancerIngress(ip: "1.2.3.4")])),
            #"{"status":{"loadBalancer":{"ingress":[{"ip":"1.2.3.4"}]}}}"#
        ),
        (
            "an address and a name",
            .loadBalancer(
                LoadBalancerStatus(ingress: [
                    LoadBalancerIngress(ip: "1.2.3.4", ipMode: .proxy), LoadBalancerIngress(hostname: "h.example"),
                ])
            ),
            #"{"status":{"loadBalancer":{"ingress":[{"ip":"1.2.3.4","ipMode":"Proxy"},{"hostname":"h.example"}]}}}"#
        ),
        (
            "ports",
            .loadBalancer(
                LoadBalancerStatus(ingress: [
                    LoadBalancerIngress(ip: "::1", ports: [PortStatus(port: 80, protocol: .tcp, error: "NoQuota")])
                ])
            ),
            #"{"status":{"loadBalancer":{"ingress":[{"ip":"::1","ports":[{"error":"NoQuota","port":80,"protocol":"TCP"}]}]}}}"#
        ),
        ("no address", .loadBalancer(LoadBalancerStatus()), #"{"status":{"loadBalancer":{"ingress":null}}}"#),
        (
            "an annotation", .annotations(["loadbalancer.openstack.org/load-balancer-id": "id", "old": nil]),
            #"{"metadata":{"annotations":{"loadbalancer.openstack.org/load-balancer-id":"id","old":null}}}"#
        ),
        (
            "the first taint", .taints([shutdown], resourceVersion: "7"),
            #"{"metadata":{"resourceVersion":"7"},"spec":{"taints":[{"effect":"NoSchedule","key":"node.cloudprovider.kubernetes.io/shutdown"}]}}"#
        ),
        (
            "a taint beside another",
            .taints([Taint(key: "a", value: "b", effect: "NoExecute"), shutdown], resourceVersion: "7"),
            #"{"metadata":{"resourceVersion":"7"},"spec":{"taints":[{"effect":"NoExecute","key":"a","value":"b"},{"effect":"NoSchedule","key":"node.cloudprovider.kubernetes.io/shutdown"}]}}"#
        ),
        (
            "no taint", .taints([], resourceVersion: "7"),
            #"{"metadata":{"resourceVersion":"7"},"spec":{"taints":null}}"#
        ),
        (
            "a condition",
            .conditions([
                Condition(
                    type: "NetworkUnavailable",
                    status: "False",
                    reason: "RouteCreated",
                    message: "RouteController created a route",
                    lastTransitionTime: "2026-11-23T08:15:09Z",
                    lastHeartbeatTime: "2026-11-23T08:15:09Z"
                )
            ]),
            #"{"status":{"conditions":[{"lastHeartbeatTime":"2026-11-23T08:15:09Z","lastTransitionTime":"2026-11-23T08:15:09Z","message":"RouteController created a route","reason":"RouteCreated","status":"False","type":"NetworkUnavailable"}]}}"#
        ),
        (
            "a repeated event", .repeated(EventCorrelatorTests.event("m")),
            #"{"count":1,"lastTimestamp":"t","message":"m"}"#
        ),
    ]

    @Test("have the bodies that client-go sends", arguments: bodies)
    func body(name: String, patch: ObjectPatch, text: String) throws {
        #expect(patch.kind == .strategicMerge)
        #expect(String(decoding: try JSON.encode(patch.body), as: UTF8.self) == text)
    }
}
