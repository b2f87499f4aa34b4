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
                if options.rules.concerns(old, new) { await ask(new.key, [.service, .spec]) }
            case .deleted(let service, _):
                if records[service.key] != nil { await ask(service.key, .service) }
            }
        }
    }

    /// Queues every load balancer that other Nodes have to be put into.
    func followNodes() async {
        var changes = nodes.changes().makeAsyncIterator()
        // Who went before anybody listened is told by nothing else.
        if backends.take(BackendSet(of: nodes.objects), at: clock.uptime()) {
            await queueOutdated(since: clock.uptime())
        }
        while let change = await changes.next() {
            backends.note(change)
            // After a burst its changes are known already.
            guard backends.set.isOutdated(by: change) else { continue }
            let since = clock.uptime()
            // Cancelled or not, the iterator knows.
            try? await clock.sleep(options.nodeWindow)
            // The Nodes first: of those who are missing among them, how they went is to be read then.
            let set = BackendSet(of: nodes.objects)
            for change in changes.unread() { backends.note(change) }
            if backends.take(set, at: clock.uptime()) { await queueOutdated(since: since) }
        }
    }

    /// A load balancer that was never made gets its Nodes when it is; if that failed, other Nodes may be what it lacked.
    private func queueOutdated(since: Duration) async {
        let outdated = records.filter { $0.value.isOutdated(backends.generation) }.keys
        observer.note(.backendsChanged(nodes: backends.set.backends.count, services: outdated.count))
        for key in outdated {
            if records[key]?.servedBackends != nil, records[key]?.nodesWaitSince == nil {
                records[key]?.nodesWaitSince = since
            }
            await ask(key, .nodes)
        }
    }

    /// Looks at every Service as it did at the start: what the cloud is told may be something else now.
    public func lookAgain() async {
        for key in records.keys { await ask(key, .startup) }
    }

    /// Queues a key.
    func ask(_ key: ObjectKey, _ reason: PassReasons) async {
        reasons[key, default: []].formUnion(reason)
        if !reason.isDisjoint(with: [.service, .nodes]) { running[key]?.outdate() }
        await queue.add(key, reason.priority)
    }

    /// Queues a key for later. The reasons are those of a pass that did not succeed.
    func ask(_ key: ObjectKey, _ again: PassReasons, after delay: Duration) async {
        reasons[key, default: []].formUnion(again)
        await queue.add(key, again.priority, after: delay)
    }
}

extension ServiceRecord {
    /// Whether the load balancer has other Nodes than it should, or could not be made with others.
    func isOutdated(_ generation: Int) -> Bool {
        (servedBackends ?? failedBackends).map { $0 != generation } ?? false
    }
}
