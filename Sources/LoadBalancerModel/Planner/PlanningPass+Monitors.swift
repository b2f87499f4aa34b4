import Planning

extension PlanningPass {
    /// Creates, changes, replaces or deletes a pool's health monitor.
    mutating func reconcileMonitor(of pool: ObservedPool, to wanted: HealthMonitorSpec?, for key: ListenerKey) {
        switch (pool.monitor, wanted) {
        case (nil, nil): break
        case (nil, let wanted?):
            let reason = "listener \(key) has none yet"
            let change = Change(.create, .monitor(of: key), fields: wanted.creationFields(), reason: reason)
            draft.add(.createMonitor(.existing(id: pool.id), wanted, tags: spec.identity.tags), change)
        case (let observed?, nil):
            let change = Change(
                .delete,
                .monitor(of: key, id: observed.id),
                reason: "health monitors are switched off for the Service"
            )
            draft.add(.deleteMonitor(id: observed.id), change)
        case (let observed?, let wanted?) where observed.spec.type != wanted.type || isStuck(observed.provisioning):
            replace(observed, with: wanted, on: pool, for: key)
        case (let observed?, let wanted?):
            update(observed, to: wanted, for: key)
        }
    }

    private mutating func replace(
        _ observed: ObservedHealthMonitor,
        with wanted: HealthMonitorSpec,
        on pool: ObservedPool,
        for key: ListenerKey
    ) {
        let isStuck = observed.spec.type == wanted.type
        let reason = isStuck ? stuckReason(observed.provisioning) : "a health monitor's type can't be changed in place"
        draft.add(
            [
                .deleteMonitor(id: observed.id),
                .createMonitor(.existing(id: pool.id), wanted, tags: spec.identity.tags),
            ],
            [
                Change(
                    .replace,
                    .monitor(of: key, id: observed.id),
                    fields: wanted.creationFields(replacing: observed.spec),
                    reason: reason
                )
            ]
        )
    }

    private mutating func update(
        _ observed: ObservedHealthMonitor,
        to wanted: HealthMonitorSpec,
        for key: ListenerKey
    ) {
        var drift = Drift(repairing: observed.provisioning == .error)
        _ = drift.compare("delay", observed.spec.delay, wanted.delay)
        _ = drift.compare("timeout", observed.spec.timeout, wanted.timeout)
        _ = drift.compare("max_retries", observed.spec.maxRetries, wanted.maxRetries)
        _ = drift.compare("max_retries_down", observed.spec.maxRetriesDown, wanted.maxRetriesDown)
        _ = drift.compare("http_method", observed.spec.http?.method, wanted.http?.method)
        _ = drift.compare("url_path", observed.spec.http?.path, wanted.http?.path)
        _ = drift.compare("expected_codes", observed.spec.http?.expectedCodes, wanted.http?.expectedCodes)
        guard !drift.isEmpty else { return }
        var kept = wanted
        kept.name = observed.spec.name
        let change = Change(
            .update,
            .monitor(of: key, id: observed.id),
            fields: drift.fields,
            reason: drift.reason
        )
        draft.add(.updateMonitor(id: observed.id, kept), change)
    }
}
