import Planning

extension PlanningPass {
    /// Creates, changes and replaces listeners in the order of the Service's ports, then deletes what no port wants.
    mutating func reconcileListeners() {
        let listeners = loadBalancer?.listeners ?? []
        let match = Match(spec.listeners, by: \.key, with: listeners, by: \.key)
        for (wanted, partner) in zip(spec.listeners, match.partners) {
            guard let observed = partner.map({ listeners[$0] }) else {
                create(wanted)
                continue
            }
            guard isOurs(observed) else {
                blockForeign(observed)
                continue
            }
            reconcile(observed, with: wanted)
        }
        for surplus in match.surplus.map({ listeners[$0] }) {
            guard isOurs(surplus) else {
                draft.note(
                    .info,
                    "foreign-listener",
                    "\(title(surplus)) is not \(spec.identity.subject)'s and is kept."
                )
                continue
            }
            delete(surplus)
        }
    }

    private mutating func create(_ wanted: ListenerSpec) {
        let pool = pool(for: wanted, current: nil)
        let tags = spec.identity.tags
        draft.add(.createListener(wanted, tags: tags, pool: pool), creation(of: wanted, tags: tags))
    }

    private mutating func reconcile(_ observed: ObservedListener, with wanted: ListenerSpec) {
        let pool = pool(for: wanted, current: observed.defaultPoolID.flatMap { pools[$0] })
        var drift = Drift(repairing: observed.provisioning == .error)
        if observed.proto != wanted.proto {
            drift.show("protocol", from: observed.proto.rawValue, to: wanted.proto.rawValue)
        }
        let edit = edit(observed, to: wanted, pool: pool, &drift)
        if observed.proto != wanted.proto || isStuck(observed.provisioning) {
            replace(observed, with: wanted, pool: pool, drift.fields)
        } else if !drift.isEmpty {
            draft.add(
                .updateListener(id: observed.id, key: wanted.key, edit),
                Change(
                    .update,
                    .listener(wanted.key, id: observed.id),
                    fields: drift.fields,
                    reason: drift.reason
                )
            )
        }
    }

    /// Octavia allows one listener a port and layer-4 protocol: the old one goes before its successor comes. Its pool stays.
    private mutating func replace(
        _ observed: ObservedListener,
        with wanted: ListenerSpec,
        pool: PoolReference,
        _ fields: [FieldChange]
    ) {
        warnOfPolicies(on: observed)
        let isStuck = observed.proto == wanted.proto
        let reason = isStuck ? stuckReason(observed.provisioning) : "a listener's protocol can't be changed in place"
        var successor = wanted
        successor.insertHeaders = headers(on: observed, with: wanted)
        let tags = observed.tags + ownership.missingTags(in: observed.tags)
        draft.add(
            [
                .deleteListener(id: observed.id, key: observed.key),
                .createListener(successor, tags: tags, pool: pool),
            ],
            [Change(.replace, .listener(wanted.key, id: observed.id), fields: fields, reason: reason)]
        )
    }

    private mutating func delete(_ observed: ObservedListener) {
        warnOfPolicies(on: observed)
        draft.add(
            .deleteListener(id: observed.id, key: observed.key),
            Change(
                .delete,
                .listener(observed.key, id: observed.id),
                reason: "port \(observed.key) is no longer in the Service"
            )
        )
    }

    /// Compares every field that can be changed in place.
    private func edit(
        _ observed: ObservedListener,
        to wanted: ListenerSpec,
        pool: PoolReference,
        _ drift: inout Drift
    ) -> ListenerEdit {
        var edit = ListenerEdit()
        let tags = observed.tags + ownership.missingTags(in: observed.tags)
        edit.tags = drift.compare("tags", observed.tags, tags)
        if capabilities.connectionLimit {
            edit.connectionLimit = drift.compare("connection_limit", observed.connectionLimit, wanted.connectionLimit)
        }
        if let timeouts = wanted.timeouts, let before = observed.timeouts {
            let sent = ListenerTimeouts.fields.compactMap { name, path in
                drift.compare(name, before[keyPath: path], timeouts[keyPath: path])
            }
            if !sent.isEmpty { edit.timeouts = timeouts }
        }
        if let wantedCIDRs = wanted.allowedCIDRs {
            let before = observed.allowedCIDRs ?? []
            let isSame = AllowedSources(before) == AllowedSources(wantedCIDRs)
            if !isSame { drift.show("allowed_cidrs", from: before, to: wantedCIDRs) }
            if !isSame || drift.repairing { edit.allowedCIDRs = wantedCIDRs }
        }
        edit.insertHeaders = editHeaders(on: observed, to: wanted, &drift)
        edit.pool = editPool(of: observed, to: pool, &drift)
        return edit
    }

    private func editHeaders(
        on observed: ObservedListener,
        to wanted: ListenerSpec,
        _ drift: inout Drift
    ) -> [String: String]? {
        let after = headers(on: observed, with: wanted)
        for name in Set(after.keys).union(observed.insertHeaders.keys).sorted() {
            guard after[name] != observed.insertHeaders[name] else { continue }
            drift.show("insert_headers.\(name)", from: observed.insertHeaders[name], to: after[name])
        }
        return after != observed.insertHeaders || drift.repairing && wanted.proto.insertsHeaders ? after : nil
    }

    private func editPool(
        of observed: ObservedListener,
        to pool: PoolReference,
        _ drift: inout Drift
    ) -> PoolReference? {
        switch pool {
        case .existing(let id): return drift.compare("default_pool_id", observed.defaultPoolID, id).map { _ in pool }
        case .planned:
            drift.show("default_pool_id", from: observed.defaultPoolID, to: PlanValue.knownAfterApply)
            return pool
        }
    }

    /// The inserted headers afterwards: ours as wanted, those that somebody else set as they are.
    private func headers(on observed: ObservedListener, with wanted: ListenerSpec) -> [String: String] {
        guard wanted.proto.insertsHeaders else { return [:] }
        var headers = observed.insertHeaders
        // The only header that the Service decides on: without the wish for it, it goes.
        headers["X-Forwarded-For"] = nil
        return headers.merging(wanted.insertHeaders) { _, ours in ours }
    }

    private mutating func blockForeign(_ observed: ObservedListener) {
        let remedy = "choose another port, or delete or re-tag that listener"
        draft.note(
            .blocked,
            "foreign-listener",
            "\(title(observed)) is not \(spec.identity.subject)'s, and the Service wants its port: \(remedy)."
        )
    }

    private mutating func warnOfPolicies(on observed: ObservedListener) {
        let count = observed.l7PolicyIDs.count
        guard count > 0 else { return }
        let policies = count == 1 ? "an L7 policy that goes" : "\(count) L7 policies that go"
        draft.note(.warning, "l7-policies-lost", "\(title(observed)) is deleted and has \(policies) with it.")
    }

    private func title(_ listener: ObservedListener) -> String {
        "Listener \(listener.key) \(listener.name) (\(listener.id))"
    }
}

extension ListenerProtocol {
    /// Whether Octavia inserts headers into requests of this protocol.
    var insertsHeaders: Bool { self == .http || self == .terminatedHTTPS }
}

/// Who may connect. No list, and the lists that contain every address, all mean everyone.
private struct AllowedSources: Equatable {
    private var networks: Set<String>

    init(_ cidrs: [String]) {
        networks = Set(cidrs)
        if networks.isSubset(of: ["0.0.0.0/0", "::/0"]) { networks = [] }
    }
}
