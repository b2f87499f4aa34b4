import Kubernetes
import Planning

extension ServiceController {
    /// Works on one Service, and sees to it that it comes back when it has to.
    func pass(_ key: ObjectKey, _ running: RunningPass) async {
        guard let why = await takeReasons(of: key) else { return }
        guard options.mayWrite() else { return await ask(key, why, after: .seconds(1)) }
        guard let service = services[key] else { return await forget(key) }
        let record = open(service)
        let known = record.copy.service
        let begin = clock.uptime()
        let outcome: FinishedPass.Outcome
        let need = options.rules.need(of: known, wasServed: record.servedBackends != nil)
        switch need {
        case .nothing:
            return await forget(key)
        case _ where options.observesOnly:
            outcome = await preview(key, need, why)
        case .served where options.isPaused(known):
            if why.contains(.service) { passes.tell(.paused, known) }
            outcome = .paused
        case .served:
            observer.note(.began(key, why))
            outcome = await serve(key, why, running)
        case .released:
            observer.note(.began(key, why))
            outcome = await release(key, why, running)
        }
        let operation: FinishedPass.Operation =
            need == .released ? .delete : why.occasion == .nodes ? .update : .ensure
        await conclude(key, operation, why, outcome, begun: begin)
    }

    /// Why the key is here; `nil` if that was done meanwhile.
    private func takeReasons(of key: ObjectKey) async -> PassReasons? {
        if let why = reasons.removeValue(forKey: key) { return why }
        guard let due = records[key]?.resyncDue else { return nil }
        let rest = due - clock.uptime()
        if rest <= .zero { return .resync }
        // A delay that was meant for something else has used up the resync's.
        await queue.add(key, .resync, after: rest)
        return nil
    }

    /// The record of a Service, refreshed by what the watch says.
    private func open(_ service: Service) -> ServiceRecord {
        var record = records[service.key] ?? ServiceRecord(copy: ServiceCopy(of: service))
        if record.copy.service.metadata.uid != service.metadata.uid {
            report(record, ifLeft: record.mayLeaveLoadBalancer)
            record = ServiceRecord(copy: ServiceCopy(of: service))
        }
        record.copy.refresh(from: service)
        records[service.key] = record
        return record
    }

    /// The Service is gone, or none of our business.
    private func forget(_ key: ObjectKey) async {
        if let record = records.removeValue(forKey: key) {
            report(record, ifLeft: services[key] == nil ? record.mayLeaveLoadBalancer : record.leavesLoadBalancer)
        }
        await queue.forget(key)
        observer.note(.forgotten(key))
    }

    /// Without our finalizer on a Service its load balancer is not ours to delete.
    private func report(_ record: ServiceRecord, ifLeft isLeft: Bool) {
        // Whoever only observes knows of no load balancer that it left.
        if isLeft, !options.observesOnly { observer.note(.orphaned(record.copy.service)) }
    }

    private func serve(_ key: ObjectKey, _ why: PassReasons, _ running: RunningPass) async -> FinishedPass.Outcome {
        guard var copy = records[key]?.copy else { return .interrupted }
        let (set, generation) = (backends.set, backends.generation)
        if why == .nodes, records[key]?.servedBackends == generation { return .done(steps: 0) }
        let isSure = why.contains(.spec) || doubt == .zero
        let wish = LoadBalancerWish.served(by: set, removals: isSure ? .confirmed : .unconfirmed)
        defer { records[key]?.copy = copy }
        do throws(ServiceFailure) {
            let supervision = supervision(of: key, running)
            let (steps, result) = try await passes.serve(&copy, wish, on: why.occasion, under: supervision)
            records[key]?.servedBackends = generation
            records[key]?.failedBackends = nil
            warn(result.warnings, of: copy.service)
            await hold(result.heldBack, of: copy.service)
            return .done(steps: steps)
        } catch {
            records[key]?.failedBackends = generation
            return await fail(key, why, error, &copy)
        }
    }

    private func release(_ key: ObjectKey, _ why: PassReasons, _ running: RunningPass) async -> FinishedPass.Outcome {
        guard var copy = records[key]?.copy else { return .interrupted }
        defer { records[key]?.copy = copy }
        do throws(ServiceFailure) {
            let steps = try await passes.release(&copy, under: supervision(of: key, running))
            records[key]?.servedBackends = nil
            return .done(steps: steps)
        } catch {
            return await fail(key, why, error, &copy)
        }
    }

    /// For how long it is not confirmed yet which Nodes are gone. Only what the API server says counts as a look at them.
    private var doubt: Duration { backends.doubt(at: nodes.heardAt ?? clock.uptime()) }

    /// Tells what is probably not as its author meant it, once until it changes.
    private func warn(_ warnings: [String], of service: Service) {
        let known = records[service.key]?.warnings ?? []
        for warning in warnings where !known.contains(warning) { passes.tell(.warned(warning), service) }
        records[service.key]?.warnings = warnings
    }

    /// What was held back is told, and looked at again as soon as it can be confirmed.
    private func hold(_ heldBack: [String], of service: Service) async {
        records[service.key]?.holdsBack = !heldBack.isEmpty
        guard !heldBack.isEmpty else { return }
        let delay = doubt
        passes.tell(.heldBack(heldBack, nextLook: delay), service)
        await ask(service.key, .secondLook, after: delay)
    }

    /// Queues the Service again, and tells its users why.
    private func fail(
        _ key: ObjectKey,
        _ why: PassReasons,
        _ failure: ServiceFailure,
        _ copy: inout ServiceCopy
    ) async -> FinishedPass.Outcome {
        // Once nothing may be written any more, a failure says nothing about the Service.
        if failure.isInterruption || Task.isCancelled || !options.mayWrite() {
            await ask(key, why, after: .seconds(1))
            return .interrupted
        }
        if failure.cause is SupersededPass {
            records[key]?.stops += 1
            await ask(key, why)
            return .superseded
        }
        if failure.cause is CircuitOpen { observer.note(.recreationHeld(key)) }
        let delay = await retry(key, why, after: failure.retryAfter)
        await passes.publish(failure, retryIn: delay, &copy)
        return .failed(code: failure.code, failure.description, retryIn: delay)
    }

    /// Queues the Service again. Returns for when.
    private func retry(_ key: ObjectKey, _ why: PassReasons, after asked: Duration?) async -> Duration {
        reasons[key, default: []].formUnion(why.union(.retry))
        guard let asked else { return await queue.retry(key, why.priority) }
        // A cloud may ask for a while, not for ever.
        let delay = min(asked, options.longestWait)
        await queue.add(key, why.priority, after: delay)
        return delay
    }

    private func conclude(
        _ key: ObjectKey,
        _ operation: FinishedPass.Operation,
        _ why: PassReasons,
        _ outcome: FinishedPass.Outcome,
        begun: Duration
    ) async {
        let now = clock.uptime()
        var pass = FinishedPass(operation, reasons: why, outcome: outcome, duration: now - begun)
        switch outcome {
        case .failed, .interrupted, .superseded: break
        case .done, .paused, .planned:
            await queue.forget(key)
            records[key]?.stops = 0
            if case .done = outcome { pass.nodesWaited = settleNodes(key, at: now) }
            await scheduleResync(key, at: now)
        }
        observer.note(.ended(key, pass))
        if case .done = outcome, records[key]?.isOutdated(backends.generation) == true { await ask(key, .nodes) }
    }

    /// How long Nodes waited that the load balancer has now.
    private func settleNodes(_ key: ObjectKey, at now: Duration) -> Duration? {
        guard let record = records[key], !record.holdsBack, !record.isOutdated(backends.generation) else { return nil }
        records[key]?.nodesWaitSince = nil
        return record.nodesWaitSince.map { now - $0 }
    }

    private func scheduleResync(_ key: ObjectKey, at now: Duration) async {
        guard options.resyncInterval > .zero, records[key]?.copy.isReleased == false else { return }
        let delay = options.resyncInterval * (0.9 + 0.2 * clock.random())
        records[key]?.resyncDue = now + delay
        await queue.add(key, .resync, after: delay)
    }
}
