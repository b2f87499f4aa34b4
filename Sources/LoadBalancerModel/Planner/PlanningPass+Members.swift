public import Planning

extension PlanningPass {
    /// Brings a pool's members to the wanted ones: one PUT with all of them, or a call each where the provider has no batch.
    mutating func reconcileMembers(of pool: ObservedPool, to wanted: MemberSet, for key: ListenerKey) {
        guard case .known(let members) = wanted else { return }
        var difference = MemberDifference(from: pool.members, to: members, isStuck: isStuck)
        let isHeld = isHeld(difference, of: pool.members, for: key)
        if isHeld { difference.removed = [] }
        guard !difference.isEmpty else { return }
        let reference = PoolReference.existing(id: pool.id)
        let operations: [LoadBalancerOperation] =
            capabilities.batchMembers
            ? [.setMembers(reference, members, additiveOnly: isHeld)]
            : difference.serialOperations(on: reference)
        let change = Change(.update, .members(of: key), fields: difference.fields, reason: difference.reason)
        draft.add(operations, [change])
    }

    /// Fills a new pool. What a single observation may not take from the old one goes along.
    mutating func addMembers(
        of wanted: PoolSpec,
        to pool: PoolReference,
        for key: ListenerKey,
        replacing old: ObservedPool?
    ) {
        guard case .known(var members) = wanted.members else { return }
        if let old {
            let difference = MemberDifference(from: old.members, to: members, isStuck: { _ in false })
            if isHeld(difference, of: old.members, for: key) { members += difference.removed.map(\.spec) }
        }
        guard let change = addition(of: .known(members), for: key, replacing: old) else { return }
        let operations: [LoadBalancerOperation] =
            capabilities.batchMembers
            ? [.setMembers(pool, members, additiveOnly: false)]
            : members.map { .createMember(pool, $0) }
        draft.add(operations, [change])
    }

    /// Whether the removals wait for a second observation; notes it.
    private mutating func isHeld(
        _ difference: MemberDifference,
        of observed: [ObservedMember],
        for key: ListenerKey
    ) -> Bool {
        let removed = difference.removed.count
        let takesAll = removed > 0 && removed == observed.count
        let takesMost = removed >= 4 && removed * 2 > observed.count
        guard removals == .unconfirmed, takesAll || takesMost else { return false }
        let numbers = "\(removed) of \(observed.count) members of listener \(key)"
        draft.note(
            .warning,
            "held-removals",
            "\(numbers) stay until a second look at the nodes confirms their removal."
        )
        return true
    }
}

/// What makes a member the same one: Octavia's batch update goes by it.
struct MemberPlace: Hashable {
    var address: String
    var port: Int

    init(_ member: MemberSpec) {
        address = member.address
        port = member.port
    }
}

/// How a pool's members differ from the wanted ones.
struct MemberDifference {
    var added: [MemberSpec] = []
    var changed: [(observed: ObservedMember, wanted: MemberSpec)] = []
    var removed: [ObservedMember]

    init(from observed: [ObservedMember], to wanted: [MemberSpec], isStuck: (ProvisioningState) -> Bool) {
        let match = Match(wanted, by: MemberPlace.init, with: observed, by: { MemberPlace($0.spec) })
        for (position, partner) in match.partners.enumerated() {
            guard let partner else {
                added.append(wanted[position])
                continue
            }
            let state = observed[partner].provisioning
            let isBroken = state == .error || isStuck(state)
            guard isBroken || observed[partner].differs(from: wanted[position]) else { continue }
            changed.append((observed[partner], wanted[position]))
        }
        removed = match.surplus.map { observed[$0] }
        removed.sort { ($0.spec.address, $0.spec.port) < ($1.spec.address, $1.spec.port) }
    }

    var isEmpty: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }

    /// A field a member: new ones, changed ones, those that go.
    var fields: [FieldChange] {
        var fields = added.map { FieldChange($0.title, to: $0) }
        for (observed, wanted) in changed {
            var after = wanted
            after.subnetID = wanted.subnetID ?? observed.spec.subnetID
            fields.append(FieldChange(wanted.title, from: observed, to: after))
        }
        return fields + removed.map { FieldChange($0.spec.title, from: $0) }
    }

    var reason: String {
        let parts = [(added.count, "new"), (changed.count, "changed"), (removed.count, "gone")]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    /// A call a member. One that differs is deleted and made anew, since it can't be in the pool twice.
    func serialOperations(on pool: PoolReference) -> [LoadBalancerOperation] {
        added.map { .createMember(pool, $0) }
            + changed.flatMap { [.deleteMember(pool, id: $0.observed.id), .createMember(pool, $0.wanted)] }
            + removed.map { .deleteMember(pool, id: $0.id) }
    }
}

extension ObservedMember: PlanValueConvertible {
    /// What can change of a member, and what is wrong with it.
    public var planValue: PlanValue {
        guard !isOutline, case .string(var text) = spec.planValue else { return .pending("not read") }
        if !adminStateUp { text += ", admin state down" }
        if backup { text += ", backup" }
        if provisioning != .active { text += ", \(provisioning.rawValue)" }
        return .string(text)
    }

    /// Whether a field other than the name differs; the subnet counts only where one is wanted. What was not read does not.
    fileprivate func differs(from wanted: MemberSpec) -> Bool {
        guard !isOutline else { return false }
        return spec.weight != wanted.weight || spec.monitorPort != wanted.monitorPort || !adminStateUp || backup
            || wanted.subnetID != nil && wanted.subnetID != spec.subnetID
    }
}
