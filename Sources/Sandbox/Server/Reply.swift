/// What the server does with a request in the end.
struct Reply: Sendable {
    /// How the exchange ends.
    enum Ending: Sendable {
        /// The answer, whole.
        case answer(SandboxResponse)
        /// The answer's head and half its body; then the connection closes.
        case truncated(SandboxResponse)
        /// The connection closes without a byte; the answer that would have been given, if the work was done.
        case hangUp(SandboxResponse?)
        /// The answer's head; its body comes bit by bit.
        case stream(SandboxResponse, BodyStream)
        /// Nothing, on a connection that stays open; the answer that would have been given, if the work was done.
        case silence(SandboxResponse?)
    }

    /// How long the server waits before that.
    var delay: Duration = .zero
    /// How the exchange ends.
    var ending: Ending

    /// The status of the answer, given or not; 0 when nothing was done.
    var status: Int {
        switch ending {
        case .answer(let response), .truncated(let response), .stream(let response, _): response.status
        case .hangUp(let response), .silence(let response): response?.status ?? 0
        }
    }

    /// Lets go of what would have been sent to a client that has left.
    func abandon() {
        if case .stream(_, let stream) = ending { stream.close() }
    }

    /// The same with a request id among the answer's headers.
    func with(requestID: String) -> Reply {
        func tagged(_ response: SandboxResponse) -> SandboxResponse {
            var response = response
            response.headers.append(("x-openstack-request-id", requestID))
            return response
        }
        var reply = self
        switch ending {
        case .answer(let response): reply.ending = .answer(tagged(response))
        case .truncated(let response): reply.ending = .truncated(tagged(response))
        case .hangUp, .stream, .silence: break
        }
        return reply
    }
}
