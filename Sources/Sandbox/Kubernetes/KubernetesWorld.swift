/// A Kubernetes API with the faults to come, the calls so far, and the streams of its watches.
struct KubernetesWorld {
    var state: KubernetesState
    var faults = FaultTable()
    var journal = Journal()
    private var streams: [Int: BodyStream] = [:]
    private var requestIDs: Identifiers

    /// Creates the world of a new cluster.
    init(seed: UInt64, now: Instant) {
        state = KubernetesState(seed: seed, now: now)
        requestIDs = Identifiers(seed: seed)
    }

    /// Answers one request, past faults and into the journal.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - now: The time.
    ///   - readerLeft: Is told the number of a watch whose reader has gone.
    mutating func reply(
        to request: IncomingRequest,
        now: Instant,
        readerLeft: @escaping @Sendable (Int) -> Void
    ) -> Reply {
        guard !request.path.hasPrefix(AdminAPI.root) else {
            defer { passOnSignals() }
            return Reply(ending: .answer(administer(request)))
        }
        let method = request.isWatch ? "WATCH" : request.method
        let fault = faults.strike(method: method, path: request.path)
        let template = "\(method) \(ResourcePath(path: request.path)?.template ?? request.path)"
        let call = RecordedCall(request, userID: nil, requestID: requestIDs.uuid(), template: template)
        let place = journal.record(call)
        let reply =
            request.isWatch
            ? watch(request, fault: fault, now: now, readerLeft: readerLeft)
            : FaultRule.Action.reply(under: fault?.completed) { answer(request, now: now) }
        passOnSignals()
        journal.setStatus(reply.status, at: place)
        return reply
    }

    /// Answers a request at once; neither fault nor journal sees it.
    mutating func answer(_ request: IncomingRequest, now: Instant) -> SandboxResponse {
        defer { passOnSignals() }
        switch state.handle(request, now: now) {
        case .response(let response): return response
        case .watch(let id):
            state.closeWatch(id)
            return APIFailure.methodNotAllowed.response
        }
    }

    /// Ends and bookmarks the watches for which it is time.
    mutating func advance(to now: Instant) {
        state.advance(to: now)
        passOnSignals()
    }

    /// Changes the state, and tells the watches of it.
    mutating func change(_ body: (inout KubernetesState) -> Void) {
        body(&state)
        passOnSignals()
    }

    /// Forgets a watch whose reader is gone.
    mutating func closeWatch(_ id: Int) {
        state.closeWatch(id)
        streams[id] = nil
    }

    /// Opens a watch. Of the faults, `stall-after` leaves it without events, and `truncate` closes it in the middle of its next one.
    private mutating func watch(
        _ request: IncomingRequest,
        fault: FaultRule.Action?,
        now: Instant,
        readerLeft: @escaping @Sendable (Int) -> Void
    ) -> Reply {
        switch fault {
        case .respond, .dropBeforeApplying, .dropAfterApplying:
            return FaultRule.Action.reply(under: fault?.completed) { SandboxResponse(status: 200) }
        default: break
        }
        switch state.handle(request, now: now) {
        case .response(let response): return Reply(ending: .answer(response))
        case .watch(let id):
            let stream = BodyStream { readerLeft(id) }
            streams[id] = stream
            spoil(id, fault)
            let head = SandboxResponse(status: 200, headers: [("Content-Type", "application/json")])
            var reply = Reply(ending: .stream(head, stream))
            if case .delay(let delay) = fault { reply.delay = delay }
            return reply
        }
    }

    private mutating func spoil(_ id: Int, _ fault: FaultRule.Action?) {
        switch fault {
        case .stallAfterApplying:
            state.signals.removeAll { $0.watch == id }
            state.spoil(id, .silence)
        case .truncate: state.spoil(id, .breakAtNextEvent)
        default: break
        }
    }

    private mutating func passOnSignals() {
        for signal in state.signals {
            streams[signal.watch]?.send(signal.signal)
            if case .bytes = signal.signal { continue }
            streams[signal.watch] = nil
        }
        state.signals.removeAll()
    }
}

extension FaultRule.Action {
    /// The fault, with a Status for a body where it answers without one.
    fileprivate var completed: FaultRule.Action {
        guard case .respond(let status, var headers, "") = self else { return self }
        headers["Content-Type"] = "application/json"
        return .respond(status: status, headers: headers, body: APIFailure.injected(code: status).status.text)
    }
}
