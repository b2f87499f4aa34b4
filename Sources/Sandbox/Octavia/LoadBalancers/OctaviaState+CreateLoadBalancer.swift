import OrderedCollections

extension OctaviaState {
    /// Creates a load balancer, alone or with listeners, pools, members, monitors and L7 policies in one request. Nothing
    /// is kept, and no port is taken, unless all of it is valid.
    mutating func createLoadBalancer(
        _ call: Call,
        network: inout some VIPNetwork
    ) throws(OctaviaFault) -> SandboxResponse {
        let body = try call.body(LoadBalancer.singular, argument: "load_balancer", LoadBalancer.creation)
        let project = body.text("project_id") ?? body.text("tenant_id") ?? call.request.caller.projectID
        guard !project.isEmpty else { throw Self.missingProject }
        try call.authorise(.write, project: project)
        var vip = try VIP(requested: body, in: VisibleNetwork(network, by: call))
        let provider = try provider(requested: body)
        try requireQuota(.loadBalancer, project: project)
        let root = newLoadBalancer(body, provider: provider.name, project: project, at: call.now)
        try vip.allocate(for: root.id, project: project, provider: provider.name, in: &network)
        var tree = NewTree(root: root.carrying(vip), at: call.now)
        do throws(OctaviaFault) {
            try tree.populate(body, provider: provider, state: &self, network: VisibleNetwork(network, by: call))
        } catch {
            tree.loadBalancer.ownedPorts.forEach { network.releasePort($0) }
            throw error
        }
        insert(tree)
        begin(tree.subjects, on: root.id, at: call.now)
        let object = try find(LoadBalancer.self, root.id).renderedInFull(in: self)
        return SandboxResponse(status: 201, json: [LoadBalancer.singular: .object(object)])
    }

    /// Refuses load balancers with children where the provider takes only one object at a time.
    func checkFullyPopulated(by provider: Provider) throws(OctaviaFault) {
        guard settings.providersWithoutFullyPopulatedCreate.contains(provider.name) else { return }
        throw .notImplemented(provider.name, "This feature is not implemented by the provider.")
    }

    private static let missingProject = OctaviaFault.validation(
        "Missing project ID in request where one is required. An administrator should check the keystone settings "
            + "in the Octavia configuration."
    )

    private mutating func newLoadBalancer(
        _ body: JSONObject,
        provider: String,
        project: String,
        at now: Instant
    ) -> LoadBalancer {
        var attributes = newborn(project: project, at: now)
        attributes.update(with: [
            "description": "",
            "provider": .string(provider),
            "flavor_id": nil,
            "availability_zone": nil,
            "vip_qos_policy_id": nil,
            "vip_sg_ids": [],
            "vip_vnic_type": "normal",
        ])
        let kept: Set<String> = [
            "name", "description", "admin_state_up", "flavor_id", "availability_zone", "vip_qos_policy_id",
            "vip_sg_ids",
            "tags",
        ]
        attributes.update(with: body.filter { kept.contains($0.key) })
        attributes.replaceNulls(["name": "", "description": "", "admin_state_up": false, "vip_sg_ids": []])
        return LoadBalancer(attributes: attributes)
    }

    private mutating func insert(_ tree: NewTree) {
        insert(tree.loadBalancer)
        tree.pools.forEach { insert($0) }
        tree.members.forEach { insert($0) }
        tree.healthMonitors.forEach { insert($0) }
        tree.listeners.forEach { insert($0) }
        tree.l7Policies.forEach { insert($0) }
        tree.l7Rules.forEach { insert($0) }
        tree.listeners.forEach { numberPolicies(of: $0.id) }
    }

    private func provider(requested body: JSONObject) throws(OctaviaFault) -> Provider {
        let flavorProvider = try flavorProvider(requested: body)
        try checkAvailabilityZone(requested: body)
        if let flavorProvider, let provider = body.text("provider"), provider != flavorProvider {
            let flavor = body.text("flavor_id") ?? ""
            throw OctaviaFault(400, "Flavor '\(flavor)' is not compatible with provider '\(provider)'")
        }
        return try provider(named: flavorProvider ?? body.text("provider") ?? Provider.defaultName)
    }
}
