import Synchronization

/// One request on its way: the meeting point of the task that waits for it and the event loop that runs it.
///
/// Guarantees: every waiting continuation is resumed exactly once, outside the lock (``ExchangeState`` decides how).
final class Exchange: Sendable {
    typealias State = ExchangeState<
        CheckedContinuation<Result<HTTPResponse, TransportError>, Never>,
        CheckedContinuation<Result<[UInt8]?, TransportError>, Never>
    >

    let request: HTTPRequest
    let tls: CurlTransport.TLS
    // Held so that a transport which nobody else holds lives until its last exchange is over.
    private let transport: CurlTransport
    private let state: Mutex<State>

    init(_ request: HTTPRequest, delivery: State.Delivery, tls: CurlTransport.TLS, transport: CurlTransport) {
        self.request = request
        self.tls = tls
        self.transport = transport
        let target = Redaction.target(request.method, request.url)
        state = Mutex(State(request.method, target: target, delivery: delivery))
    }

    private func apply(_ transition: (inout State) -> [State.Effect]) {
        perform(state.withLock { transition(&$0) })
    }

    private func perform(_ effects: [State.Effect]) {
        for effect in effects {
            switch effect {
            case .respond(let waiter, let result): waiter.resume(returning: result)
            case .deliver(let reader, let result): reader.resume(returning: result)
            case .instruct(let instruction): transport.mailbox.post(.exchange(self, instruction))
            }
        }
    }
}

// MARK: - The task's side

extension Exchange {
    /// Starts the exchange and waits for the response: whole, or as far as its header fields.
    func response() async throws(TransportError) -> HTTPResponse {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in apply { $0.start(waiter) } }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }

    /// Waits for the next chunk of a streamed body; `nil` at its end.
    func next() async throws(TransportError) -> [UInt8]? {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { reader in apply { $0.next(reader) } }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }

    /// Ends the exchange.
    func cancel() {
        apply { $0.cancel() }
    }
}

// MARK: - The event loop's side

extension Exchange {
    /// Whether the loop should still run it.
    var isWanted: Bool { state.withLock { $0.isWanted } }

    /// Whether libcurl may write the request to a connection now.
    func send() -> Bool { state.withLock { $0.send() } }

    /// Passes the final header fields on.
    func receive(_ head: ResponseHead) -> State.Intake {
        let (intake, effects) = state.withLock { $0.receive(head) }
        perform(effects)
        return intake
    }

    /// Passes bytes of the body on.
    func receive(body: UnsafeRawBufferPointer) -> State.Intake {
        let (intake, effects) = state.withLock { $0.receive(body: body) }
        perform(effects)
        return intake
    }

    /// Notes why the response is not acceptable.
    func refuse(_ reason: String) { state.withLock { $0.refuse(reason) } }

    /// Ends the exchange with its whole response or a failure, unless its task ended it already.
    func finish(_ failure: ExchangeFailure?) { apply { $0.finish(failure) } }
}
