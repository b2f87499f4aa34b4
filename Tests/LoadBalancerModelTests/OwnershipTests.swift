import LoadBalancerModel
import Testing

@Suite("Ownership of what is on a load balancer")
struct OwnershipTests {
    let web = Ownership(.web)

    @Test(
        "tags prove, contradict or stay silent",
        arguments: [
            (tags: ["occm-service=service-1"], standing: Ownership.Standing.proven),
            (tags: ["occm-service=service-1", "occm-cluster=cluster-1", "gold"], standing: .proven),
            (tags: ["occm-service=service-1", "occm-cluster=cluster-2"], standing: .foreign),
            (tags: ["occm-service=service-2", "occm-cluster=cluster-1", Go.tag], standing: .foreign),
            (tags: ["occm-cluster=cluster-2", Go.tag], standing: .foreign),
            (tags: ["occm-cluster=cluster-1", Go.tag], standing: .proven),
            (tags: ["occm-cluster=cluster-1"], standing: .unmarked),
            (tags: [Go.tag], standing: .goTagged),
            (tags: [Go.tag, Go.otherTag], standing: .goTagged),
            (tags: [Go.otherTag], standing: .foreign),
            (tags: ["gold"], standing: .unmarked),
            (tags: [], standing: .unmarked),
        ]
    )
    func standing(tags: [String], standing: Ownership.Standing) {
        #expect(web.standing(of: tags) == standing)
    }

    @Test(
        "without uids, tags of occm cannot be decided on",
        arguments: [
            (tags: [Go.tag], standing: Ownership.Standing.goTagged),
            (tags: [Go.tag, "occm-cluster=cluster-1"], standing: .undecidable),
            (tags: [Go.tag, "occm-service=service-1"], standing: .undecidable),
            (tags: ["occm-service=service-1"], standing: .foreign),
        ]
    )
    func standingWithoutUID(tags: [String], standing: Ownership.Standing) {
        #expect(Ownership(.webWithoutUID).standing(of: tags) == standing)
    }

    @Test(
        "an untagged listener is ours only by the Go OCCM's name on a load balancer of one Service",
        arguments: [
            (name: "listener_0_\(Go.tag)", lbTags: [Go.tag], ours: true),
            (name: "listener_12_\(Go.tag)", lbTags: [Go.tag], ours: true),
            (name: "listener_0_\(Go.tag)", lbTags: [Go.tag, Go.otherTag], ours: false),
            (name: "listener_0_\(Go.tag)", lbTags: [Go.tag, "occm-service=service-2"], ours: false),
            (name: "listener_x_\(Go.tag)", lbTags: [Go.tag], ours: false),
            (name: "listener__\(Go.tag)", lbTags: [Go.tag], ours: false),
            (name: "mine", lbTags: [Go.tag], ours: false),
            (name: "", lbTags: [Go.tag], ours: false),
        ]
    )
    func untaggedListener(name: String, lbTags: [String], ours: Bool) {
        let listener = ObservedListener(id: "l", name: name, proto: .tcp, port: 80)
        #expect(web.listener(listener, on: .goMade(tags: lbTags)) == ours)
    }

    @Test("a Go listener cut at 255 bytes is recognised")
    func longListenerName() {
        let long = Identity(subject: "default/web", name: "kube_service_" + String(repeating: "é", count: 120))
        let listener = ObservedListener(id: "l", name: long.listenerName(3), proto: .tcp, port: 80)
        let loadBalancer = ObservedLoadBalancer(id: "lb", name: long.name)
        #expect(Ownership(long).listener(listener, on: loadBalancer))
    }

    @Test(
        "a tagged listener is ours by its tags alone",
        arguments: [
            (tags: ["occm-service=service-1"], ours: true), (tags: [Go.tag], ours: true),
            (tags: [Go.tag, "occm-cluster=cluster-2"], ours: false), (tags: [Go.otherTag], ours: false),
        ]
    )
    func taggedListener(tags: [String], ours: Bool) {
        let listener = ObservedListener(id: "l", name: "any", proto: .tcp, port: 80, tags: tags)
        #expect(web.listener(listener, on: .goMade()) == ours)
    }

    @Test("a pool is ours by tag, as default pool of our listener, or by its Go name; not when others use it")
    func pools() {
        let ours = ObservedListener(
            id: "l1",
            name: "a",
            proto: .tcp,
            port: 80,
            tags: [Go.tag],
            defaultPoolID: "default"
        )
        let foreign = ObservedListener(id: "l2", name: "b", proto: .tcp, port: 81, defaultPoolID: "foreign")
        func isOurs(_ pool: ObservedPool) -> Bool {
            web.pool(pool, on: .goMade(listeners: [ours, foreign], pools: [pool]))
        }
        #expect(isOurs(ObservedPool(id: "default", name: "x", proto: "TCP", listenerIDs: ["l1"])))
        #expect(isOurs(ObservedPool(id: "free", name: "x", proto: "TCP", tags: ["occm-service=service-1"])))
        #expect(isOurs(ObservedPool(id: "free", name: "pool_1_\(Go.tag)", proto: "TCP")))
        #expect(!isOurs(ObservedPool(id: "free", name: "x", proto: "TCP")))
        #expect(!isOurs(ObservedPool(id: "default", name: "x", proto: "TCP", tags: [Go.otherTag])))
        #expect(!isOurs(ObservedPool(id: "default", name: "x", proto: "TCP", listenerIDs: ["l1", "l2"])))
        #expect(!isOurs(ObservedPool(id: "foreign", name: "pool_1_\(Go.tag)", proto: "TCP", listenerIDs: ["l2"])))
        // Referred to by our own listener, but not as default pool: an L7 policy of somebody.
        #expect(!isOurs(ObservedPool(id: "l7", name: "x", proto: "TCP", tags: [Go.tag], listenerIDs: ["l1"])))
    }

    @Test("a floating IP is ours by tag, or on our VIP port with the Go OCCM's description of this Service")
    func floatingIPs() {
        func isOurs(_ description: String, tags: [String] = [], port: String? = "vip-port-lb-1") -> Bool {
            let floatingIP = ObservedFloatingIP(
                id: "f",
                address: "203.0.113.5",
                networkID: "n",
                portID: port,
                description: description,
                tags: tags
            )
            return web.floatingIP(floatingIP, on: .goMade())
        }
        #expect(isOurs("", tags: ["occm-service=service-1"], port: nil))
        #expect(isOurs(Go.floatingIPDescription))
        #expect(isOurs("Floating IP for Kubernetes external service default/web from cluster renamed"))
        #expect(!isOurs(Go.floatingIPDescription, port: "another-port"))
        #expect(!isOurs(Go.floatingIPDescription, port: nil))
        #expect(!isOurs(Go.floatingIPDescription, tags: ["occm-service=service-2"]))
        #expect(!isOurs("Floating IP for Kubernetes external service default/web2 from cluster kubernetes"))
        #expect(!isOurs("bought by finance"))
    }
}
