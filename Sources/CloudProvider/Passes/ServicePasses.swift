import FoundationEssentials
import Kubernetes
import Planning
import Synchronization

/// What is done with one Service in one pass: finalizer, cloud, status, in an order that leaves nothing behind wherever
/// it is interrupted.
///
/// Guarantees: our finalizer is on the Service before the cloud is asked for anything, and is taken off only after the
/// cloud has proven that nothing is left. Nothing is written that is there already. Nothing is written without leadership.
/// Assumptions: one pass a Service at a time.
/// Failure: ``ServiceFailure``; the copy shows what was written before.
struct ServicePasses<Balancers: LoadBalancers>: Sendable {
    let balancers: Balancers
    let client: KubernetesClient
    let events: EventRecorder
    let clock: ClientClock
    let mayWrite: @Sendable () -> Bool

    /// Makes the Service's load balancer serve it as wished. Returns how many steps that took, and what came of it.
    func serve(
        _ copy: inout ServiceCopy,
        _ wish: LoadBalancerWish,
        on occasion: PassReasons.Occasion,
        under supervision: Supervision
    ) async throws(ServiceFailure) -> (steps: Int, Convergence) {
        let backends = wish.backends ?? BackendSet(of: [])
        if occasion == .ensure { tell(.ensuring, copy.service) }
        var supervision = supervision
        supervision.occasion = copy.service.isUntouched ? .first : occasion == .resync ? .resync : .change
        try await addFinalizer(&copy)
        if backends.isEmpty, occasion == .ensure { tell(.unavailable, copy.service) }
        copy.isReleased = false
        let attempt: ServiceFailure.Attempt =
            occasion == .nodes ? .update(nodes: backends.names) : .ensure
        let (result, steps) = try await converge(copy.service, wish, attempt, supervision)
        switch occasion {
        case .ensure: tell(.ensured, copy.service)
        case .nodes: tell(backends.isEmpty ? .unavailable : .updated, copy.service)
        case .resync where steps > 0: tell(.repaired(steps: steps), copy.service)
        case .resync: break
        }
        try await publish(result.status, &copy)
        return (steps, result)
    }

    /// Removes the Service's load balancer, and then our finalizer. Returns how many steps that took.
    ///
    /// The status is cleared first: who is killed in between comes back, as long as the finalizer is there.
    func release(
        _ copy: inout ServiceCopy,
        under supervision: Supervision
    ) async throws(ServiceFailure) -> Int {
        let service = copy.service
        var listening = supervision
        listening.report = { step in
            if step.step == 1, step.phase == .started { tell(.deleting, service) }
            supervision.report(step)
        }
        let (_, steps) = try await converge(service, .absent, .delete, listening)
        copy.isReleased = true
        let isLast = service.metadata.finalizers == [ServiceRules.finalizer]
        if !(service.isBeingDeleted && isLast), let patch = ObjectPatch.clearing(service) {
            try await write(patch, .publish, &copy)
        }
        if copy.service.hasFinalizer {
            let patch = ObjectPatch.removing(finalizer: ServiceRules.finalizer, from: copy.service.metadata.finalizers)
            try await write(patch, .removeFinalizer, &copy)
        }
        tell(.deleted, service)
        return steps
    }

    /// Puts a failure on the Service, where people look for it.
    func publish(_ failure: ServiceFailure, retryIn delay: Duration, _ copy: inout ServiceCopy) async {
        tell(.failed(failure.attempt, failure.description, retryIn: delay), copy.service)
        // An API server that refuses or does not answer would not take this either.
        guard !(failure.cause is KubernetesError) else { return }
        let condition = ServiceCondition.failure(failure.description, on: copy.service, at: clock.now())
        guard let patch = ObjectPatch.status(nil, condition) else { return }
        // The event says it already, and the next pass tries again.
        _ = try? await write(patch, .publish, &copy)
    }

    /// Records an event on the Service.
    func tell(_ event: ServiceEvent, _ service: Service) {
        events.record(ObjectReference(to: service), event.type, reason: event.reason, message: event.message)
    }
}

extension ServicePasses {
    private func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        _ attempt: ServiceFailure.Attempt,
        _ supervision: Supervision
    ) async throws(ServiceFailure) -> (Convergence, steps: Int) {
        guard mayWrite() else { throw ServiceFailure(attempt, LeadershipLost()) }
        let steps = Atomic(0)
        var counting = supervision
        counting.report = { step in
            if case .finished = step.phase { steps.add(1, ordering: .relaxed) }
            supervision.report(step)
        }
        do {
            let result = try await balancers.converge(service, wish, under: counting)
            return (result, steps.load(ordering: .relaxed))
        } catch {
            throw ServiceFailure(attempt, error)
        }
    }

    private func addFinalizer(_ copy: inout ServiceCopy) async throws(ServiceFailure) {
        guard !copy.service.hasFinalizer else { return }
        let patch = ObjectPatch.adding(finalizer: ServiceRules.finalizer, to: copy.service.metadata.finalizers)
        let isThere = try await write(patch, .addFinalizer, &copy)
        // Without it nothing may be made; the Service is gone, or about to go.
        guard isThere, copy.service.hasFinalizer else {
            throw ServiceFailure(.addFinalizer, KubernetesError(.notFound, "The Service is gone."))
        }
    }

    private func publish(_ status: LoadBalancerStatus, _ copy: inout ServiceCopy) async throws(ServiceFailure) {
        let isShown = copy.shows(status)
        let condition = ServiceCondition.success(on: copy.service, at: clock.now())
        guard let patch = ObjectPatch.status(isShown ? nil : status, condition) else { return }
        guard try await write(patch, .publish, &copy), !isShown else { return }
        copy.published = (status, copy.service.status.loadBalancer)
    }

    /// Writes to the Service's status, as cloud-provider does with finalizers too: the spec can't be changed by it.
    ///
    /// - Returns: Whether the Service is still there.
    @discardableResult
    private func write(
        _ patch: ObjectPatch,
        _ attempt: ServiceFailure.Attempt,
        _ copy: inout ServiceCopy
    ) async throws(ServiceFailure) -> Bool {
        guard mayWrite() else { throw ServiceFailure(attempt, LeadershipLost()) }
        do throws(KubernetesError) {
            copy.service = try await client.patch(Service.self, copy.service.key, .status, with: patch)
            return true
        } catch {
            if error.code == .notFound { return false }
            throw ServiceFailure(attempt, error)
        }
    }
}
