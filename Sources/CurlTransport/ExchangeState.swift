import CCurl

/// The life of one exchange, from the task that waits for it to the event loop that runs it, as a pure state machine.
///
/// Both sides feed it: the task starts, cancels and reads; the loop begins, receives and finishes. In whatever order
/// their calls come, each waiter appears in exactly one effect.
struct ExchangeState<ResponseWaiter: Sendable, ChunkWaiter: Sendable>: Sendable {
    /// What to do after a transition, outside of any lock.
    enum Effect: Sendable {
        case respond(ResponseWaiter, Result<HTTPResponse, TransportError>)
        case deliver(ChunkWaiter, Result<[UInt8]?, TransportError>)
        case instruct(Instruction)
    }

    /// What the event loop is to do with the exchange.
    enum Instruction: Hashable {
        case start
        case unpause
        case remove
    }

    /// How the body reaches the caller.
    enum Delivery: Hashable {
        /// At once; more than `limit` bytes are an error.
        case whole(limit: Int)
        /// As it is read; more than `bound` unread bytes pause the sender.
        case streamed(bound: Int)
    }

    /// What becomes of bytes that arrived.
    enum Intake: Hashable {
        case taken
        /// None were taken; the sender waits and these come again.
        case paused
        /// Nobody wants them: end the exchange.
        case refused
    }

    private enum Phase {
        case created
        case waiting(ResponseWaiter)
        case streaming(ChunkWaiter?)
        case ended(TransportError?)
    }

    let method: HTTPMethod
    let target: String
    let delivery: Delivery
    /// Whether the server may have seen some of the request.
    private(set) var wasSent = false
    private var phase = Phase.created
    private var head: ResponseHead?
    private var buffer: [UInt8] = []
    private var isPaused = false
    /// Why the exchange must end, when that is known before libcurl reports the end.
    private var refusal: ExchangeFailure?

    init(_ method: HTTPMethod, target: String, delivery: Delivery) {
        self.method = method
        self.target = target
        self.delivery = delivery
    }

    /// How many bytes wait for their reader.
    var buffered: Int { buffer.count }
}

// MARK: - The task's side

extension ExchangeState {
    /// The task waits for the response.
    mutating func start(_ waiter: ResponseWaiter) -> [Effect] {
        guard case .created = phase else { return [.respond(waiter, .failure(error(.cancelled)))] }
        phase = .waiting(waiter)
        return [.instruct(.start)]
    }

    /// The task was cancelled, or nobody can read the body any more.
    mutating func cancel() -> [Effect] {
        let isRunning =
            switch phase {
            case .waiting, .streaming: true
            case .created, .ended: false
            }
        let effects = fail(.cancelled)
        guard isRunning else { return effects }
        buffer = []
        return effects + [.instruct(.remove)]
    }

    /// The reader waits for the next chunk.
    mutating func next(_ waiter: ChunkWaiter) -> [Effect] {
        switch phase {
        case .ended(let error?) where buffer.isEmpty:
            return [.deliver(waiter, .failure(error))]
        case .ended(nil) where buffer.isEmpty:
            return [.deliver(waiter, .success(nil))]
        case .streaming(nil) where buffer.isEmpty:
            phase = .streaming(waiter)
            return []
        case .streaming(nil), .ended:
            return [.deliver(waiter, .success(takeBuffer()))] + unpause()
        case .created, .waiting, .streaming:
            let misuse = TransportError(.invalid, "A response body is read by one reader at a time.", target: target)
            return [.deliver(waiter, .failure(misuse))]
        }
    }

    private mutating func takeBuffer() -> [UInt8] {
        defer { buffer = [] }
        return buffer
    }

    private mutating func unpause() -> [Effect] {
        guard isPaused else { return [] }
        isPaused = false
        return [.instruct(.unpause)]
    }
}

// MARK: - The event loop's side

extension ExchangeState {
    /// Whether the loop should still run the exchange that it was told to start.
    var isWanted: Bool {
        if case .waiting = phase { true } else { false }
    }

    /// libcurl is about to write the request to a connection. Returns whether it may: a mutation goes out only once.
    mutating func send() -> Bool {
        defer { wasSent = true }
        return method.isSafe || !wasSent
    }

    /// The final response's header fields are complete.
    mutating func receive(_ head: ResponseHead) -> (Intake, [Effect]) {
        guard case .waiting(let waiter) = phase else { return (.refused, []) }
        self.head = head
        guard case .streamed = delivery else { return (.taken, []) }
        phase = .streaming(nil)
        return (.taken, [.respond(waiter, .success(HTTPResponse(status: head.status, headers: head.headers)))])
    }

    /// Some of the body arrived.
    mutating func receive(body bytes: some Collection<UInt8>) -> (Intake, [Effect]) {
        switch (phase, delivery) {
        case (.waiting, .whole(let limit)):
            guard buffer.count + bytes.count <= limit else {
                refusal = .tooLarge(limit: limit)
                return (.refused, [])
            }
            buffer.append(contentsOf: bytes)
            return (.taken, [])
        case (.streaming(let reader?), _):
            phase = .streaming(nil)
            return (.taken, [.deliver(reader, .success(Array(bytes)))])
        case (.streaming(nil), .streamed(let bound)):
            guard buffer.isEmpty || buffer.count + bytes.count <= bound else {
                isPaused = true
                return (.paused, [])
            }
            buffer.append(contentsOf: bytes)
            return (.taken, [])
        default:
            return (.refused, [])
        }
    }

    /// The response breaks HTTP's rules or ours; libcurl's report of the end follows.
    mutating func refuse(_ reason: String) {
        refusal = refusal ?? .invalid(reason)
    }

    /// The exchange is over, without a failure if the response is whole, and the loop has let go of it.
    mutating func finish(_ failure: ExchangeFailure?) -> [Effect] {
        if let failure = refusal ?? failure { return fail(failure) }
        switch phase {
        case .waiting(let waiter):
            // libcurl calls a response complete, too, whose connection closed within its header fields.
            guard let head else { return fail(.curl(CURLE_GOT_NOTHING, detail: "closed within the header fields")) }
            phase = .ended(nil)
            let response = HTTPResponse(status: head.status, headers: head.headers, body: takeBuffer())
            return [.respond(waiter, .success(response))]
        case .streaming(let reader):
            phase = .ended(nil)
            return reader.map { [.deliver($0, .success(nil))] } ?? []
        case .created, .ended:
            return []
        }
    }

    private mutating func fail(_ failure: ExchangeFailure) -> [Effect] {
        if case .ended = phase { return [] }
        let (last, error) = (phase, error(failure))
        phase = .ended(error)
        switch last {
        case .waiting(let waiter): return [.respond(waiter, .failure(error))]
        case .streaming(let reader?): return [.deliver(reader, .failure(error))]
        case .created, .streaming(nil), .ended: return []
        }
    }

    private func error(_ failure: ExchangeFailure) -> TransportError {
        failure.error(method: method, wasSent: wasSent, target: target)
    }
}
