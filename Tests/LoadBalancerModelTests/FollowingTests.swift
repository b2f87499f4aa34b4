import LoadBalancerModel
import Planning
import Testing

@Suite("What a load balancer is after a change")
struct FollowingTests {
    @Test("what follows from what was sent is what the cloud has then", arguments: UInt64(1)...40)
    func following(seed: UInt64) {
        var dice = Dice(seed: seed)
        let identity = Identity(
            subject: "default/web",
            name: "kube_service_c_default_web",
            serviceTag: "occm-service=u"
        )
        let planner = Planner(capabilities: .init())
        var cloud = Cloud()
        var followed = 0
        for _ in 0..<12 {
            let spec = LoadBalancerSpec.random(identity, &dice)
            for _ in 0..<2 {
                let before = cloud.observation(for: identity)
                let plan = planner.plan(spec, against: before)
                cloud.apply(plan, on: identity)
                let guess = plan.steps.map(\.operation).reduce(before.loadBalancer.value) { $0?.after($1) }
                guard let guess, let truth = cloud.observation(for: identity).loadBalancer.value else { continue }
                #expect(guess.withoutMemberIDs == truth.withoutMemberIDs)
                followed += 1
            }
        }
        #expect(followed >= 12)
    }

    @Test("members that stay keep their ids, and those that others put there stay where only additions are sent")
    func members() throws {
        let kept = MemberSpec(name: "node-1", address: "10.0.0.1", port: 30080, subnetID: "s")
        let other = MemberSpec(name: "node-2", address: "10.0.0.2", port: 30080)
        var pool = ObservedPool(id: "p", name: "p", proto: "TCP", provisioning: .error)
        pool.members = [ObservedMember(id: "m-1", spec: kept, isOutline: true), ObservedMember(id: "m-2", spec: other)]
        let before = ObservedLoadBalancer(id: "lb", name: "lb", pools: [pool])
        let sent = [
            MemberSpec(name: "node-1", address: "10.0.0.1", port: 30080, weight: 3),
            MemberSpec(name: "node-3", address: "10.0.0.3", port: 30080),
        ]
        for (isAdditive, ids) in [(false, ["m-1", ""]), (true, ["m-1", "", "m-2"])] {
            let after = before.after(.setMembers(.existing(id: "p"), sent, additiveOnly: isAdditive))
            let result = try #require(after?.pools.first)
            #expect(result.members.map(\.id) == ids && result.provisioning == .active)
            #expect(result.members.allSatisfy { !$0.isOutline })
            #expect(result.members[0].spec.weight == 3 && result.members[0].spec.subnetID == "s")
        }
    }

    @Test("what only Octavia can tell does not follow")
    func unknown() {
        let before = ObservedLoadBalancer(id: "lb", name: "lb")
        let pool = PoolSpec(name: "p", proto: "TCP", members: .known([]))
        let operations: [LoadBalancerOperation] = [
            .createPool(pool, tags: [], for: ListenerKey("TCP", 80)), .deleteLoadBalancer(id: "lb", cascade: true),
            .setMembers(.existing(id: "unheard-of"), [], additiveOnly: false),
            .setMembers(.planned(ListenerKey("TCP", 80)), [], additiveOnly: false),
            .updateLoadBalancer(id: "another", .init(tags: [])),
        ]
        for operation in operations { #expect(before.after(operation) == nil, "\(operation)") }
    }
}

extension ObservedLoadBalancer {
    /// Without the ids of members, which a batch does not tell, and in the order of their addresses.
    fileprivate var withoutMemberIDs: Self {
        var copy = self
        for pool in pools.indices {
            for member in pools[pool].members.indices {
                copy.pools[pool].members[member].id = ""
                copy.pools[pool].members[member].operating = ""
            }
            copy.pools[pool].members.sort { $0.spec.address < $1.spec.address }
        }
        return copy
    }
}

@Suite("Members that are known in outline")
struct OutlinedMemberTests {
    private let wanted = MemberSpec(
        name: "node-1",
        address: "10.0.0.1",
        port: 30080,
        subnetID: "s",
        weight: 3,
        monitorPort: 9
    )

    @Test("what was not read is not compared, and what was is", arguments: [true, false])
    func comparison(isOutline: Bool) {
        let listener = ListenerSpec(
            index: 0,
            name: "l",
            proto: .tcp,
            port: 80,
            pool: PoolSpec(name: "p", proto: "TCP", members: .known([wanted]))
        )
        let identity = Identity(subject: "default/web", name: "web", serviceTag: "occm-service=u")
        let spec = LoadBalancerSpec(
            identity: identity,
            description: "",
            provider: "amphora",
            vip: VIPSpec(),
            listeners: [listener]
        )
        func steps(_ address: String) -> [String] {
            var pool = ObservedPool(id: "p", name: "p", proto: "TCP", tags: identity.tags, listenerIDs: ["l"])
            let seen = MemberSpec(name: "", address: address, port: 30080)
            pool.members = [ObservedMember(id: "m", spec: seen, isOutline: isOutline)]
            let observed = ObservedLoadBalancer(
                id: "lb",
                name: "web",
                tags: identity.tags,
                listeners: [
                    ObservedListener(id: "l", name: "l", proto: .tcp, port: 80, tags: identity.tags, defaultPoolID: "p")
                ],
                pools: [pool]
            )
            let plan = Planner(capabilities: .init()).plan(spec, against: .init(loadBalancer: .present(observed)))
            return plan.steps.map(\.call)
        }
        let update = ["PUT /v2.0/lbaas/pools/p/members"]
        #expect(steps("10.0.0.1") == (isOutline ? [] : update))
        #expect(steps("10.0.0.2") == update)
    }

    @Test("a plan does not invent what was not read")
    func printing() {
        let member = ObservedMember(id: "m", spec: wanted, isOutline: true)
        #expect(member.planValue == .pending("not read"))
    }
}
