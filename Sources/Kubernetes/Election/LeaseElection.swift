import FoundationEssentials

/// The rules of leader election by a Lease (client-go `leaderelection`), one try at a time. Pure: times are given.
///
/// Guarantees: only local time since a Lease was last seen to change decides whether it has run out; the times that
/// others write are never compared with our clock, so clocks may differ.
struct LeaseElection: Sendable {
    /// What to ask the API server.
    enum Request: Sendable, Hashable {
        case read
        case create(Lease)
        case update(Lease)
    }

    /// What it says.
    enum Answer: Sendable {
        case lease(Lease)
        case absent
        case failed
    }

    /// What comes next.
    enum Step: Sendable, Hashable {
        case ask(Request)
        case end(Result)
    }

    /// How a try ended.
    enum Result: Sendable, Hashable {
        case leads
        case follows(holder: String)
        case failed
    }

    /// When it is, by both clocks.
    struct Moment: Sendable {
        var uptime: Duration
        var date: Date
    }

    let key: ObjectKey
    let identity: String
    let leaseDuration: Duration

    /// The Lease as it was last seen, and since when it has been like that.
    private(set) var observed: (lease: Lease, since: Duration)?
    /// Whether the Lease was read in this try.
    private var hasLooked = false

    init(_ key: ObjectKey, identity: String, leaseDuration: Duration) {
        self.key = key
        self.identity = identity
        self.leaseDuration = leaseDuration
    }

    /// Who holds the lease as far as is known; empty if nobody does.
    var holder: String { observed?.lease.spec.holderIdentity ?? "" }

    /// Begins a try to get or to keep the lease: a holder writes at once, anybody else looks first.
    mutating func begin(at now: Moment) -> Request {
        hasLooked = false
        guard let observed, holder == identity, now.uptime < observed.since + duration(of: observed.lease) else {
            return .read
        }
        return .update(claimed(observed.lease, at: now))
    }

    /// Goes on after an answer.
    mutating func proceed(after request: Request, _ answer: Answer, at now: Moment) -> Step {
        switch (request, answer) {
        case (.update, .lease(let lease)), (.create, .lease(let lease)):
            observed = (lease, now.uptime)
            return .end(.leads)
        case (.read, .lease(let lease)):
            return look(at: lease, now)
        case (.read, .absent):
            return .ask(.create(created(at: now)))
        case (.update, _) where !hasLooked:
            // Somebody else wrote, or the write failed: look who leads.
            return .ask(.read)
        case (.update, _), (.create, _), (.read, .failed):
            return .end(.failed)
        }
    }

    /// The Lease given up: others may take it at once.
    func released(_ lease: Lease, at now: Moment) -> Lease {
        var lease = lease
        let time = Timestamp.microseconds(now.date)
        lease.spec.holderIdentity = ""
        lease.spec.leaseDurationSeconds = 1
        (lease.spec.acquireTime, lease.spec.renewTime) = (time, time)
        return lease
    }

    private mutating func look(at lease: Lease, _ now: Moment) -> Step {
        hasLooked = true
        let isNews = observed.map { $0.lease.spec.inWholeSeconds != lease.spec.inWholeSeconds } ?? true
        let since = isNews ? now.uptime : observed?.since ?? now.uptime
        observed = (lease, since)
        if !holder.isEmpty, holder != identity, now.uptime < since + duration(of: lease) {
            return .end(.follows(holder: holder))
        }
        return .ask(.update(claimed(lease, at: now)))
    }

    /// The Lease with us as its holder. Whoever holds it already keeps the time since when.
    private func claimed(_ lease: Lease, at now: Moment) -> Lease {
        var claimed = lease
        let time = Timestamp.microseconds(now.date)
        claimed.spec.renewTime = time
        claimed.spec.leaseDurationSeconds = seconds
        if lease.spec.holderIdentity != identity {
            claimed.spec.holderIdentity = identity
            claimed.spec.acquireTime = time
            // What others write may be any number.
            claimed.spec.leaseTransitions = (lease.spec.leaseTransitions ?? 0).addingReportingOverflow(1).partialValue
        }
        return claimed
    }

    private func created(at now: Moment) -> Lease {
        let time = Timestamp.microseconds(now.date)
        // A holder whose Lease was deleted goes on as it was.
        let old = holder == identity ? observed?.lease.spec : nil
        let spec = Lease.Spec(
            holderIdentity: identity,
            leaseDurationSeconds: seconds,
            acquireTime: old?.acquireTime ?? time,
            renewTime: time,
            leaseTransitions: old?.leaseTransitions ?? 0
        )
        return Lease(metadata: ObjectMeta(name: key.name, namespace: key.namespace), spec: spec)
    }

    private var seconds: Int { Int(leaseDuration.components.seconds) }

    private func duration(of lease: Lease) -> Duration { .seconds(lease.spec.leaseDurationSeconds ?? 0) }
}

extension Lease.Spec {
    /// As client-go compares Leases: fractions of a second do not count.
    fileprivate var inWholeSeconds: Lease.Spec {
        var spec = self
        spec.acquireTime = acquireTime.map { String($0.prefix(19)) }
        spec.renewTime = renewTime.map { String($0.prefix(19)) }
        return spec
    }
}
