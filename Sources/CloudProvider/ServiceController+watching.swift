import Kubernetes

extension ServiceController {
    /// Queues what the changes of Services call for.
    func followServices() async {
        for await change in services.changes() {
            switch change {
            case .added(let service):
                guard options.rules.concerns(service) else { continue }
                // What serves already can wait for what a user waits for.
                let isServing = !service.status.loadBalancer.ingress.isEmpty && !options.rules.needsCleanup(service)
                await ask(service.key, isServing ? .startup : .service)
            case .updated(let old, let new):
                if options.rules.concerns(old, new) { await ask(new.key, .service) }
            case .deleted(let service):
                if records[service.key] != nil { await ask(service.key, .service) }
            }
        }
    }

    /// Queues every load balancer that other Nodes have to be put into.
    func followNodes() async {
        for await change in nodes.changes() {
            // After a burst its changes are read one by one, and are known already.
            guard backends.set.isOutdated(by: change) else { continue }
            let since = clock.uptime()
            // Cancelled or not, the loop's sequence knows.
            try? await clock.sleep(options.nodeWindow)
            let set = BackendSet(of: nodes.objects)
            guard set != backends.set else { continue }
            backends = (set, backends.generation + 1)
            await queueOutdated(since: since)
        }
    }

    /// A load balancer that was never made gets its Nodes when it is.
    private func queueOutdated(since: Duration) async {
        let outdated = records.filter { $0.value.isOutdated(backends.generation) }.keys
        observer.note(.backendsChanged(nodes: backends.set.nodes.count, services: outdated.count))
        for key in outdated {
            if records[key]?.nodesWaitSince == nil { records[key]?.nodesWaitSince = since }
            await ask(key, .nodes)
        }
    }

    /// Queues a key.
    func ask(_ key: ObjectKey, _ reason: PassReasons) async {
        reasons[key, default: []].formUnion(reason)
        await queue.add(key, reason.priority)
    }

    /// Queues a key for later. The reasons are those of a pass that did not succeed.
    func ask(_ key: ObjectKey, _ again: PassReasons, after delay: Duration) async {
        reasons[key, default: []].formUnion(again)
        await queue.add(key, again.priority, after: delay)
    }
}

extension ServiceRecord {
    /// Whether the load balancer has other Nodes than it should.
    func isOutdated(_ generation: Int) -> Bool { servedBackends.map { $0 != generation } ?? false }
}
