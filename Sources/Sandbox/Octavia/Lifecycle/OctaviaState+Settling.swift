import OrderedCollections

extension OctaviaState {
    /// When something settles next; `nil` when nothing is PENDING.
    var nextDue: Instant? { work.first?.due }

    /// Decides how the next operations end, after those decided earlier.
    mutating func endNext(_ outcome: Outcome, times: Int = 1) {
        upcomingOutcomes += Array(repeating: outcome, count: times)
    }

    /// Settles everything that is due, at the instant at which it was due.
    mutating func advance(to now: Instant, network: inout some VIPNetwork) {
        let count = work.firstIndex { $0.due > now } ?? work.count
        guard count > 0 else { return }
        let due = work.prefix(count)
        work.removeFirst(count)
        for item in due { finish(item, network: &network) }
    }

    /// Starts a change: everything that it touches becomes PENDING until it is due.
    mutating func begin(
        _ subjects: [Work.Subject],
        along bystanders: [Reference] = [],
        on loadBalancer: String,
        at now: Instant
    ) {
        let lock: ProvisioningStatus =
            subjects.first { $0.reference == .loadBalancer(loadBalancer) }?.verb.pending ?? .pendingUpdate
        for reference in bystanders { mark(reference, .pendingUpdate, at: now) }
        for subject in subjects where subject.verb != .create { mark(subject.reference, subject.verb.pending, at: now) }
        if lock != .pendingCreate { mark(.loadBalancer(loadBalancer), lock, at: now) }
        let outcome = upcomingOutcomes.isEmpty ? .success : upcomingOutcomes.removeFirst()
        let due = now + settings.settleTime
        let position = (work.lastIndex { $0.due <= due } ?? -1) + 1
        work.insert(
            Work(loadBalancer: loadBalancer, subjects: subjects, bystanders: bystanders, outcome: outcome, due: due),
            at: position
        )
    }

    private mutating func finish(_ item: Work, network: inout some VIPNetwork) {
        let lock = Reference.loadBalancer(item.loadBalancer)
        for reference in item.bystanders { mark(reference, .active, at: item.due) }
        if !item.subjects.contains(where: { $0.reference == lock && $0.verb == .delete && item.outcome == .success }) {
            mark(lock, item.outcome == .loadBalancerError ? .error : .active, at: item.due)
        }
        for subject in item.subjects { finish(subject, of: item, network: &network) }
        reportHealth(below: item.loadBalancer)
    }

    private mutating func finish(_ subject: Work.Subject, of item: Work, network: inout some VIPNetwork) {
        switch item.outcome {
        case .success where subject.verb == .delete: remove(subject.reference, network: &network)
        case .success: mark(subject.reference, .active, at: item.due)
        case .error, .loadBalancerError: fail(subject, of: item)
        case .childLeftPending: break
        }
    }

    /// A load balancer that cannot be made leaves its children as they were.
    private mutating func fail(_ subject: Work.Subject, of item: Work) {
        let isChildOfNew = subject.verb == .create && item.subjects.contains { $0.reference.kind == .loadBalancer }
        guard !isChildOfNew || subject.reference.kind == .loadBalancer else { return }
        mark(subject.reference, .error, at: item.due)
    }

    /// Sets a state, and with it the time of the last change.
    mutating func mark(_ reference: Reference, _ status: ProvisioningStatus, at now: Instant) {
        let time = stamp(now)
        modify(reference) { attributes in
            attributes["provisioning_status"] = .string(status.rawValue)
            attributes["updated_at"] = .string(time)
        }
    }

    /// An instant as Octavia's clock shows it, in whole seconds.
    func stamp(_ instant: Instant) -> String { (instant + settings.clockSkew).iso8601 }
}

// MARK: - Health

extension OctaviaState {
    /// Overrides how well a resource works, until its load balancer settles the next time.
    mutating func setOperatingStatus(_ status: OperatingStatus, of reference: Reference) {
        modify(reference) { $0["operating_status"] = .string(status.rawValue) }
    }

    /// What is known about health once a load balancer has settled. What amphorae would report is known only if they do.
    private mutating func reportHealth(below id: String) {
        guard let loadBalancer = loadBalancers[id] else { return }
        if settings.reportsHealth { report(.loadBalancer(id)) }
        for listener in loadBalancer.listeners { reportHealth(ofListener: listener) }
        for pool in loadBalancer.pools { reportHealth(ofPool: pool) }
    }

    private mutating func reportHealth(ofListener id: String) {
        if settings.reportsHealth { report(.listener(id)) }
        for policy in listeners[id]?.policies ?? [] {
            report(.l7Policy(policy))
            for rule in l7Policies[policy]?.rules ?? [] { report(.l7Rule(rule)) }
        }
    }

    private mutating func reportHealth(ofPool id: String) {
        guard let pool = pools[id] else { return }
        if let monitor = pool.healthMonitor { report(.healthMonitor(monitor)) }
        guard settings.reportsHealth else { return }
        report(.pool(id))
        for member in pool.members {
            report(.member(member), healthy: pool.healthMonitor == nil ? .noMonitor : .online)
        }
    }

    private mutating func report(_ reference: Reference, healthy: OperatingStatus = .online) {
        modify(reference) { attributes in
            guard attributes.text("provisioning_status") == ProvisioningStatus.active.rawValue else { return }
            let isUp = attributes.flag("admin_state_up")
            attributes["operating_status"] = .string((isUp ? healthy : .offline).rawValue)
        }
    }
}
