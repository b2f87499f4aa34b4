import KeystoneAuth
import LoadBalancerModel
import OpenStackAPI
import Planning

extension BulkInventory {
    func completed(
        _ observation: LoadBalancerObservation,
        for plan: LoadBalancerPlan,
        of sought: Sought
    ) async throws -> LoadBalancerObservation? {
        let operations = plan.steps.map(\.operation)
        var completed = observation
        if observation.floatingIPsAreRemembered, operations.contains(where: \.isOnFloatingIP) {
            let ports = observation.loadBalancer.value?.vipPortID.map { [ID<Port>($0)] } ?? []
            completed.floatingIPs = try await single.floatingIPs(
                of: sought.identity,
                on: ports,
                address: sought.floatingAddress
            )
            completed.floatingIPsAreRemembered = false
            kept.replace(observation.floatingIPs, by: completed.floatingIPs)
        }
        if var loadBalancer = observation.loadBalancer.value, operations.contains(where: { !$0.isOnFloatingIP }),
            try await readMembers(of: &loadBalancer)
        {
            completed.loadBalancer = .present(loadBalancer)
        }
        return completed == observation ? nil : completed
    }

    /// Reads the members that are only known in outline; whether there were any.
    private func readMembers(of loadBalancer: inout ObservedLoadBalancer) async throws -> Bool {
        let outlined = loadBalancer.pools.indices.filter { loadBalancer.pools[$0].members.contains(where: \.isOutline) }
        for index in outlined {
            let members = try await session.list(Member.list(of: PoolID(loadBalancer.pools[index].id)))
            loadBalancer.pools[index].members = members.map(ObservedMember.init)
        }
        guard !outlined.isEmpty, var known = kept.loadBalancers[loadBalancer.id] else { return !outlined.isEmpty }
        known.observed.pools = loadBalancer.pools
        kept.keep(known)
        return true
    }

    func applied(
        _ plan: LoadBalancerPlan,
        of sought: Sought,
        to observation: LoadBalancerObservation,
        _ result: AppliedLoadBalancer
    ) {
        if result.id == nil { kept.greet(sought.mark, at: clock.uptime()) }
        let operations = plan.steps.map(\.operation)
        for operation in operations {
            if case .deleteLoadBalancer(let id, _) = operation { kept.remove(id) }
        }
        follow(operations, from: observation.loadBalancer.value, to: result)
        let floatingIPs = observation.floatingIPs.compactMap { floatingIP in
            operations.reduce(floatingIP) { $0?.after($1) }
        }
        kept.replace(observation.floatingIPs, by: floatingIPs + [result.floatingIP].compactMap(\.self))
    }

    /// Keeps the load balancer as it must be after these operations; where that can't be told, has it read again.
    private func follow(
        _ operations: [LoadBalancerOperation],
        from before: ObservedLoadBalancer?,
        to result: AppliedLoadBalancer
    ) {
        guard let id = result.id, case .known(let stamp) = result.stamp else { return }
        let after = result.made ?? operations.reduce(before) { $0?.after($1) }
        guard var loadBalancer = after, loadBalancer.id == id else { return kept.distrust(id) }
        loadBalancer.stamp = stamp
        loadBalancer.provisioning = .active
        let now = clock.uptime()
        kept.keep(KeptLoadBalancer(observed: loadBalancer, depth: .whole, seenSince: nil, keptAt: now))
    }

    func interrupted(
        _ plan: LoadBalancerPlan,
        of sought: Sought,
        to observation: LoadBalancerObservation,
        _ error: any Error
    ) {
        if plan.steps.isEmpty { return }
        if let id = observation.loadBalancer.value?.id { kept.distrust(id) }
        let creates = plan.steps.contains { step in
            if case .createLoadBalancer = step.operation { true } else { false }
        }
        if creates, Self.mayHaveMade(error) { kept.doubt(sought.mark, since: clock.uptime()) }
    }

    /// Whether an error leaves open that a load balancer was made which nobody has seen yet. A refusal does not, nor does
    /// what stopped the plan between two changes; and one that was seen is found by its tags.
    private static func mayHaveMade(_ error: any Error) -> Bool {
        switch error {
        case let error as OpenStackError where error.code == .withheld: false
        case let error as OpenStackError: error.status.map { !(400..<500).contains($0) } ?? true
        case let interrupted as InterruptedPlan: interrupted.left.id == nil
        default: error is CancellationError
        }
    }
}

extension LoadBalancerOperation {
    fileprivate var isOnFloatingIP: Bool {
        switch self {
        case .createFloatingIP, .attachFloatingIP, .detachFloatingIP, .deleteFloatingIP, .tagFloatingIP: true
        default: false
        }
    }
}

extension ObservedFloatingIP {
    /// What it is after an operation; `nil` if that deleted it.
    fileprivate func after(_ operation: LoadBalancerOperation) -> Self? {
        var successor = self
        switch operation {
        case .deleteFloatingIP(id): return nil
        case .detachFloatingIP(id): successor.portID = nil
        case .tagFloatingIP(.existing(id), let tags): successor.tags = tags
        default: break
        }
        return successor
    }
}
