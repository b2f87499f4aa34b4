import LoadBalancerModel
import Testing

@Suite("Ownership of load balancers")
struct LoadBalancerOwnershipTests {
    let web = Ownership(.web)
    let ours = ["occm-cluster=cluster-1", "occm-service=service-1", Go.tag]

    @Test("tags of occm prove without any corroboration")
    func tagsProve() {
        let selection = web.loadBalancer(among: [.goMade(tags: ours)])
        #expect(selection.owned?.id == "lb-1")
        #expect(selection.conflicts.isEmpty)
    }

    @Test("a name or Go tag alone is a conflict that says how to prove it", arguments: [[], [Go.tag]])
    func nameAloneProvesNothing(tags: [String]) throws {
        let selection = web.loadBalancer(among: [.goMade(tags: tags)])
        #expect(selection.owned == nil)
        let conflict = try #require(selection.conflicts.first)
        #expect(conflict.id == "lb-1")
        #expect(conflict.reason.contains("openstack loadbalancer set --tag occm-service=service-1 lb-1"))
    }

    @Test("a load balancer of the Go OCCM needs one confirmation from this cluster")
    func corroborations() {
        let member = ObservedMember(id: "m", spec: MemberSpec(name: "node-1", address: "192.0.2.4", port: 30080))
        let pool = ObservedPool(id: "p", name: "p", proto: "TCP", members: [member])
        let candidate = ObservedLoadBalancer.goMade(pools: [pool])
        let floatingIP = ObservedFloatingIP(
            id: "f",
            address: "203.0.113.5",
            networkID: "n",
            portID: "vip-port-lb-1"
        )
        func isOurs(_ corroboration: Corroboration) -> Bool {
            web.loadBalancer(among: [candidate], floatingIPs: [floatingIP], corroboration: corroboration).owned != nil
        }
        #expect(isOurs(.init(statusAddresses: ["10.0.0.9"])))
        #expect(isOurs(.init(statusAddresses: ["203.0.113.5"])))
        #expect(isOurs(.init(nodeAddresses: ["192.0.2.4"])))
        #expect(!isOurs(.init(statusAddresses: ["10.0.0.8"], nodeAddresses: ["192.0.2.5"])))
        #expect(!isOurs(.init(nodeAddresses: ["192.0.2.4", "192.0.2.5"])))
    }

    @Test("equal empty sets of members and nodes confirm nothing")
    func emptySetsConfirmNothing() {
        #expect(web.loadBalancer(among: [.goMade()]).owned == nil)
    }

    @Test("the very old name carries the Service uid and confirms itself")
    func legacyName() {
        let old = ObservedLoadBalancer(id: "old", name: "a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3")
        #expect(web.loadBalancer(among: [old]).owned?.id == "old")
    }

    @Test("a namesake of another cluster or Service is neither ours nor in the way")
    func namesakes() {
        let namesakes: [ObservedLoadBalancer] = [
            .goMade(tags: ["occm-cluster=cluster-2", Go.tag]),
            .goMade(id: "lb-2", tags: ["occm-cluster=cluster-1", "occm-service=service-2", Go.tag]),
        ]
        let selection = web.loadBalancer(
            among: namesakes,
            corroboration: .init(statusAddresses: ["10.0.0.9"])
        )
        #expect(selection.owned == nil)
        #expect(selection.conflicts.isEmpty)
    }

    @Test("a proven load balancer wins over unproven namesakes, which are no longer in the way")
    func provenWins() {
        let selection = web.loadBalancer(among: [.goMade(id: "namesake"), .goMade(tags: ours)])
        #expect(selection.owned?.id == "lb-1")
        #expect(selection.conflicts.isEmpty)
        #expect(selection.duplicates.isEmpty)
    }

    @Test("of two with our tags the published one is kept, else the oldest; an unpublished other is a duplicate")
    func duplicates() {
        let old = ObservedLoadBalancer.goMade(id: "old", tags: ours, createdAt: "2026-01-01T00:00:00")
        let young = ObservedLoadBalancer.goMade(
            id: "young",
            tags: ours,
            vipAddress: "10.0.0.10",
            createdAt: "2026-01-02T00:00:00"
        )
        let plain = web.loadBalancer(among: [young, old])
        #expect(plain.owned?.id == "old")
        #expect(plain.duplicates.map(\.id) == ["young"])

        let published = web.loadBalancer(
            among: [old, young],
            corroboration: .init(statusAddresses: ["10.0.0.10"])
        )
        #expect(published.owned?.id == "young")
        #expect(published.duplicates.map(\.id) == ["old"])

        let both = web.loadBalancer(
            among: [old, young],
            corroboration: .init(statusAddresses: ["10.0.0.9", "10.0.0.10"])
        )
        #expect(both.owned?.id == "old")
        #expect(both.duplicates.isEmpty)
    }

    @Test("of two with our tags the one with a floating IP is kept")
    func floatingIPPublishes() {
        let old = ObservedLoadBalancer.goMade(id: "old", tags: ours, createdAt: "2026-01-01T00:00:00")
        let young = ObservedLoadBalancer.goMade(id: "young", tags: ours, createdAt: "2026-01-02T00:00:00")
        let floatingIP = ObservedFloatingIP(
            id: "f",
            address: "203.0.113.5",
            networkID: "n",
            portID: "vip-port-young"
        )
        let selection = web.loadBalancer(among: [old, young], floatingIPs: [floatingIP])
        #expect(selection.owned?.id == "young")
        #expect(selection.duplicates.map(\.id) == ["old"])
    }

    @Test("one that is being deleted is not kept while another lives")
    func dying() {
        var dying = ObservedLoadBalancer.goMade(id: "dying", tags: ours, createdAt: "2026-01-01T00:00:00")
        dying.provisioning = ProvisioningState(rawValue: "PENDING_DELETE")
        let young = ObservedLoadBalancer.goMade(id: "young", tags: ours, createdAt: "2026-01-02T00:00:00")
        #expect(web.loadBalancer(among: [dying, young]).owned?.id == "young")
        #expect(web.loadBalancer(among: [dying]).owned?.id == "dying")
    }

    @Test("input without uids recognises what it created by the Go tag, never by the name")
    func withoutUID() throws {
        let plain = Ownership(.webWithoutUID)
        #expect(plain.acceptsGoTag)
        #expect(plain.loadBalancer(among: [.goMade()]).owned?.id == "lb-1")
        #expect(plain.loadBalancer(among: [.goMade(tags: [])]).owned == nil)
        let contradicted = plain.loadBalancer(among: [.goMade(tags: [Go.tag, "occm-cluster=cluster-1"])])
        #expect(contradicted.owned == nil)
        #expect(try #require(contradicted.conflicts.first).reason.contains("--cluster-uid"))
    }

    @Test(
        "an identity with a uid does not accept the Go tag",
        arguments: [("c", nil), (nil, "s")] as [(String?, String?)]
    )
    func withUID(clusterTag: String?, serviceTag: String?) {
        #expect(!Ownership(Identity.web.with(clusterTag: clusterTag, serviceTag: serviceTag)).acceptsGoTag)
    }

    @Test("a load balancer that is gone but still listed is nobody's")
    func deleted() {
        var gone = ObservedLoadBalancer.goMade(tags: ours)
        gone.provisioning = .deleted
        #expect(web.loadBalancer(among: [gone]).owned == nil)
    }
}
