extension KubernetesState {
    /// Opens a watch and sends it what it starts with.
    mutating func openWatch(
        _ request: IncomingRequest,
        _ target: ResourcePath,
        now: Instant
    ) throws(APIFailure) -> Answer {
        let seconds = request.queryValue("timeoutSeconds").flatMap { Int($0) }
        let watch = Watch(
            resource: target.resource,
            selection: try selection(request, target),
            wantsBookmarks: request.queryFlag("allowWatchBookmarks"),
            form: TableForm(request),
            end: now + (seconds.map { .seconds($0) } ?? settings.watchTimeout),
            nextBookmark: now + settings.bookmarkInterval
        )
        let start = try startRevision(request)
        let id = newWatchID()
        watches[id] = watch
        if request.queryFlag("sendInitialEvents") {
            guard request.queryValue("resourceVersionMatch") == "NotOlderThan", watch.wantsBookmarks else {
                watches[id] = nil
                let detail = "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"
                throw .invalid(nil, "", [.forbidden("resourceVersionMatch", detail)])
            }
            sendPresent(to: id, watch, now: now)
            send(WatchEvent.bookmark(watch.resource, revision: store.revision, endsInitialList: true), to: id)
        } else if start == 0 {
            sendPresent(to: id, watch, now: now)
        } else if start < store.oldestRevision {
            let failure = APIFailure.expired("too old resource version: \(start) (\(store.oldestRevision))")
            send(WatchEvent.line("ERROR", failure.status), to: id)
            end(id)
        } else {
            for change in store.changes(of: watch.resource, after: start) { tell(change, to: id, now: now) }
        }
        return .watch(id)
    }

    /// Tells every watch of a change.
    mutating func announce(_ change: ObjectStore.Change, of resource: APIResource) {
        for id in watches.keys.sorted() where watches[id]?.resource.qualifiedName == resource.qualifiedName {
            tell(change, to: id, now: clock)
        }
    }

    /// Ends the watches whose time is over and sends the bookmarks that are due.
    mutating func advance(to now: Instant) {
        clock = now
        for (id, watch) in watches.sorted(by: { $0.key < $1.key }) {
            if watch.end <= now {
                end(id)
            } else if watch.nextBookmark <= now {
                watches[id]?.nextBookmark = now + settings.bookmarkInterval
                if watch.wantsBookmarks, watch.fault == nil {
                    send(WatchEvent.bookmark(watch.resource, revision: store.revision), to: id)
                }
            }
        }
    }

    /// Forgets a watch whose reader is gone.
    mutating func closeWatch(_ id: Int) { watches[id] = nil }

    /// Closes every watch in the middle of its stream.
    mutating func breakWatches() {
        for id in watches.keys.sorted() { signals.append(WatchSignal(watch: id, signal: .breakOff)) }
        watches.removeAll()
    }

    /// Sends nothing more to the watches that are open, not even their end.
    mutating func silenceWatches() {
        for id in watches.keys { watches[id]?.fault = .silence }
    }

    /// Lets something go wrong with a watch.
    mutating func spoil(_ id: Int, _ fault: Watch.Fault) { watches[id]?.fault = fault }

    private func startRevision(_ request: IncomingRequest) throws(APIFailure) -> Int {
        guard let text = request.queryValue("resourceVersion") else { return 0 }
        guard let revision = Int(text), revision >= 0 else {
            throw .badRequest("Invalid value: \"\(text)\": strconv.ParseUint: parsing \"\(text)\": invalid syntax")
        }
        return revision
    }

    private mutating func sendPresent(to id: Int, _ watch: Watch, now: Instant) {
        let table = store.table(of: watch.resource)
        for object in table.objects(in: watch.selection.namespace) where watch.selection.contains(object) {
            show(.added, object, to: id, now: now)
        }
    }

    /// Tells a watch of a change, as it looks through its selection: an object may come into it or leave it.
    private mutating func tell(_ change: ObjectStore.Change, to id: Int, now: Instant) {
        guard let selection = watches[id]?.selection else { return }
        let isIn = change.kind != .deleted && selection.contains(change.object)
        let wasIn = change.previous.map(selection.contains) ?? false
        switch (wasIn, isIn) {
        case (false, true): show(.added, change.object, to: id, now: now)
        case (true, true): show(.modified, change.object, to: id, now: now)
        case (true, false): show(.deleted, change.object, to: id, now: now)
        case (false, false): break
        }
    }

    private mutating func show(_ kind: ObjectStore.Change.Kind, _ object: StoredObject, to id: Int, now: Instant) {
        guard let watch = watches[id] else { return }
        watches[id]?.nextBookmark = now + settings.bookmarkInterval
        guard let form = watch.form else { return send(WatchEvent.line(kind, object.json), to: id) }
        let metadata: JSONValue = ["resourceVersion": .string(String(object.revision))]
        let columns = !watch.hasColumns
        let table = form.table(of: [object], watch.resource, metadata: metadata, withColumns: columns, now: now)
        watches[id]?.hasColumns = true
        send(WatchEvent.line(kind.rawValue, table), to: id)
    }

    private mutating func send(_ line: [UInt8], to id: Int) {
        guard let watch = watches[id] else { return }
        switch watch.fault {
        case nil: signals.append(WatchSignal(watch: id, signal: .bytes(line)))
        case .silence: break
        case .breakAtNextEvent:
            signals.append(WatchSignal(watch: id, signal: .bytes(Array(line.prefix(line.count / 2)))))
            signals.append(WatchSignal(watch: id, signal: .breakOff))
            watches[id] = nil
        }
    }

    private mutating func end(_ id: Int) {
        guard let watch = watches.removeValue(forKey: id), watch.fault == nil else { return }
        signals.append(WatchSignal(watch: id, signal: .end))
    }
}
