import Planning

/// One walk over a load balancer that ends in a plan: the load balancer itself, its listeners in the order of the
/// Service's ports (each with its pool, members and monitor), what is no longer wanted, the floating IP.
struct PlanningPass {
    let spec: LoadBalancerSpec
    let observation: LoadBalancerObservation
    let capabilities: ProviderCapabilities
    let removals: Planner.MemberRemovals
    let ownership: Ownership
    /// The load balancer that is there; `nil` while one is created.
    let loadBalancer: ObservedLoadBalancer?
    let pools: [String: ObservedPool]
    /// Pools that a wanted listener uses afterwards. Those of ours that nobody claims are deleted.
    var claimedPools: Set<String> = []
    /// Pools whose deletion the replacement of another change already shows.
    var replacedPools: Set<String> = []
    var draft: PlanDraft

    init(
        _ spec: LoadBalancerSpec,
        _ observation: LoadBalancerObservation,
        _ capabilities: ProviderCapabilities,
        _ removals: Planner.MemberRemovals,
        _ draft: PlanDraft
    ) {
        self.spec = spec
        self.observation = observation
        self.capabilities = capabilities
        self.removals = removals
        self.draft = draft
        ownership = Ownership(spec.identity)
        loadBalancer = observation.loadBalancer.value
        let observedPools = loadBalancer?.pools ?? []
        pools = Dictionary(observedPools.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func run() {
        if let loadBalancer {
            mark(loadBalancer)
            noteImmutableDrift(of: loadBalancer)
            reconcileListeners()
            deletePools(of: loadBalancer)
        } else {
            create()
        }
        reconcileFloatingIP()
    }

    /// Whether a child waits for a change that the settled load balancer has already forgotten.
    func isStuck(_ state: ProvisioningState) -> Bool {
        state.isPending && loadBalancer?.provisioning == .active
    }

    func isOurs(_ pool: ObservedPool) -> Bool {
        loadBalancer.map { ownership.pool(pool, on: $0) } ?? false
    }

    func isOurs(_ listener: ObservedListener) -> Bool {
        loadBalancer.map { ownership.listener(listener, on: $0) } ?? false
    }

    /// Gives a load balancer of the Go OCCM our tags; its other tags stay.
    private mutating func mark(_ loadBalancer: ObservedLoadBalancer) {
        let missing = ownership.missingTags(in: loadBalancer.tags)
        guard !missing.isEmpty else { return }
        let tags = loadBalancer.tags + missing
        var drift = Drift()
        drift.show("tags", from: loadBalancer.tags, to: tags)
        draft.add(
            .updateLoadBalancer(id: loadBalancer.id, LoadBalancerEdit(tags: tags)),
            Change(
                .update,
                .loadBalancer(loadBalancer.name, id: loadBalancer.id),
                fields: drift.fields,
                reason: drift.reason
            )
        )
    }

    /// Warns of wishes that Octavia takes only in the POST.
    private mutating func noteImmutableDrift(of loadBalancer: ObservedLoadBalancer) {
        // `octavia` is Octavia's old name for `amphora`.
        let provider = spec.provider == "octavia" ? "amphora" : spec.provider
        let observedProvider = loadBalancer.provider == "octavia" ? "amphora" : loadBalancer.provider
        let wishes: [(name: String, observed: String?, wanted: String?)] = [
            ("provider", observedProvider, provider),
            ("flavor_id", loadBalancer.flavorID, capabilities.flavors ? spec.flavorID : nil),
            (
                "availability_zone", loadBalancer.availabilityZone,
                capabilities.availabilityZones ? spec.availabilityZone : nil
            ),
            ("vip_port_id", loadBalancer.vipPortID, spec.vip.portID),
            ("vip_subnet_id", loadBalancer.vipSubnetID, spec.vip.subnetID),
            ("vip_network_id", loadBalancer.vipNetworkID, spec.vip.networkID),
            ("vip_address", loadBalancer.vipAddress, spec.vip.address),
        ]
        for wish in wishes {
            guard let wanted = wish.wanted, wish.observed != wanted else { continue }
            let difference = "\(wish.name) is \(wish.observed ?? "not set"), the Service wants \(wanted)"
            draft.note(
                .warning,
                "immutable",
                "\(difference): it can't be changed in place. Delete and re-create the Service to get it."
            )
        }
    }
}
