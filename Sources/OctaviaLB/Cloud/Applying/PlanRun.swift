import CloudProvider
import KeystoneAuth
import LoadBalancerModel
import OpenStackAPI

/// One run through a plan's steps: what their references are bound to, and whether the load balancer is settled.
struct PlanRun: ~Copyable {
    let session: any OpenStackSession
    let poller: SettlePoller
    let clock: SessionClock
    let supervision: Supervision
    /// Told while the load balancer settles.
    var report: SettlePoller.Report = { _ in }
    /// This run's place among those that settle.
    var place: SettlingPlace?
    /// What is there so far.
    private(set) var result: AppliedLoadBalancer

    /// The ids of pools that this run made, by the listener that each is for.
    var pools: [ListenerKey: PoolID] = [:]
    /// The floating IP that this run made.
    var floatingIP: FloatingIPID?
    /// The VIP's port, once it is known.
    var vipPort: ID<Port>?
    /// Whether this run made the load balancer and nobody can use it yet.
    var isUnpublished = false

    private var loadBalancer: LoadBalancerID?
    private var proof: Settled?
    /// The stamp that the load balancer has if nobody else changed it: observed, or seen after this run's last change.
    private var stamp: KnownStamp

    init(_ applier: Applier, _ observation: LoadBalancerObservation, _ supervision: Supervision) {
        self.supervision = supervision
        session = applier.session
        poller = applier.poller
        clock = applier.clock
        let observed = observation.loadBalancer.value
        let floating = observation.floatingIPs.first { $0.portID != nil && $0.portID == observed?.vipPortID }
        result = AppliedLoadBalancer(
            id: observed?.id,
            vipAddress: observed?.vipAddress,
            floatingAddress: floating?.address
        )
        loadBalancer = observed.map { LoadBalancerID($0.id) }
        vipPort = observed?.vipPortID.map { ID($0) }
        stamp = observed.map { .known($0.stamp) } ?? .none
    }

    /// Remembers the load balancer that this run made.
    mutating func bind(_ created: LoadBalancerID, vipAddress: String?, vipPort: ID<Port>?) {
        loadBalancer = created
        stamp = .none
        self.vipPort = vipPort
        result = AppliedLoadBalancer(id: created.rawValue, vipAddress: vipAddress)
        isUnpublished = true
    }

    /// Remembers that the load balancer is gone.
    mutating func unbind() {
        loadBalancer = nil
        proof = nil
        result = AppliedLoadBalancer()
    }

    /// Remembers the load balancer that this run made as it is now, with everything on it.
    mutating func complete(_ made: ObservedLoadBalancer?) { result.made = made }

    /// Remembers the address that clients can use from now on, or that there is none.
    mutating func publish(_ floatingIP: FloatingIP?) {
        result.floatingAddress = floatingIP?.address
        result.floatingIP = floatingIP.map(ObservedFloatingIP.init)
        isUnpublished = false
    }

    /// Remembers the tags of the floating IP that this run made.
    mutating func tagged(_ tags: [String]) { result.floatingIP?.tags = tags }

    /// The load balancer that the plan is about.
    func bound() throws(LoadBalancerFailure) -> LoadBalancerID {
        guard let loadBalancer else {
            throw LoadBalancerFailure(
                .changed,
                "The plan changes a load balancer that is not there any more: plan again."
            )
        }
        return loadBalancer
    }

    /// Throws if something else is wished for meanwhile.
    func requireCurrent() throws(SupersededPass) {
        guard supervision.mayGoOn() else { throw SupersededPass() }
    }

    /// Throws if somebody else changed the load balancer since it was observed, or since this run's last change.
    func requireUnchanged(_ seen: borrowing Settled) throws(LoadBalancerFailure) {
        guard case .known(let expected) = stamp, isBound(to: seen.loadBalancer), expected != seen.stamp else { return }
        throw LoadBalancerFailure(
            .changed,
            "The load balancer \(seen.loadBalancer) was changed meanwhile: plan again."
        )
    }

    func isBound(to id: LoadBalancerID) -> Bool { loadBalancer == id }

    /// Sends one change to the settled load balancer and waits until it has settled again.
    ///
    /// A 409 is waited for, not fought: what the load balancer does is looked at, and the change is sent once more if
    /// nothing moved. Whether a change whose answer was lost was made is for the next observation to say.
    mutating func mutate<Response: Sendable>(
        _ send: (consuming Settled) async throws(OpenStackError) -> Pending<Response>
    ) async throws -> Response {
        let pending: Pending<Response>
        do {
            pending = try await send(try await settled())
        } catch let error as OpenStackError where error.code == .immutable {
            pending = try await send(try await settled())
        } catch let error as OpenStackError where error.code == .outcomeUnknown || error.code == .notFound {
            // Whatever was accepted is carried out before anyone looks again.
            _ = try await settled()
            throw LoadBalancerFailure(.changed, "\(error) What is there now has to be looked up: plan again.")
        }
        try await settle(pending.settlement)
        return pending.response
    }

    /// Waits for a settlement and keeps its proof for the next change.
    mutating func settle(_ settlement: Settlement) async throws {
        supervision.waits()
        let begin = clock.uptime()
        switch try await poller.outcome(of: settlement, report: report) {
        case .settled(let settled):
            place?.settled(after: clock.uptime() - begin)
            stamp = .known(settled.stamp)
            result.stamp = stamp
            proof = consume settled
        case .failed(let deletable): throw try await failure(deletable)
        case .gone: throw gone()
        }
    }

    private mutating func gone() -> LoadBalancerFailure {
        unbind()
        return LoadBalancerFailure(.changed, "The load balancer is gone meanwhile: plan again.")
    }

    /// The proof that the load balancer is settled: kept from the last change, or by looking at it now. Then its stamp
    /// must be the known one, else somebody changed it and the plan is out of date.
    private mutating func settled() async throws -> Settled {
        if let kept = proof.take() { return kept }
        // What is waited for is somebody else's change.
        let report: SettlePoller.Report = { [report, place] age in
            place?.giveUp()
            report(age)
        }
        switch try await poller.outcome(of: Settlement(of: try bound()), immediately: true, report: report) {
        case .settled(let fresh):
            try requireUnchanged(fresh)
            // The look may have been a long one.
            try requireCurrent()
            return fresh
        case .failed(let deletable): throw try await failure(deletable)
        case .gone: throw gone()
        }
    }

    /// What a load balancer in ERROR means: one that this run made is deleted again, any other is left alone.
    private mutating func failure(_ loadBalancer: consuming Deletable) async throws -> any Error {
        let id = loadBalancer.loadBalancer
        guard isUnpublished, isBound(to: id) else {
            return LoadBalancerFailure(
                .failed,
                """
                The load balancer \(id) went to ERROR, and Octavia refuses every change: \
                run `openstack loadbalancer failover \(id)`, or delete it.
                """
            )
        }
        try await session.delete(loadBalancer, cascade: true)
        try await poller.waitUntilGone(id, report: report)
        unbind()
        return FailedCreation(loadBalancer: id.rawValue)
    }
}
