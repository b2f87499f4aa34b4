public import CurlTransport

/// Asks the Kubernetes API.
///
/// Guarantees: requests keep the pace; a 401 renews the credentials once; 429 and 5xx answers that say when to come back
/// are sent again then, at most ten times; a change whose answer was lost is never sent again. Lists are decoded object by
/// object while they arrive.
/// Failure: ``KubernetesError``.
public struct KubernetesClient: Sendable {
    /// The API server's URL without a slash at its end.
    public let server: String
    /// How long one exchange may take, watches and lists excepted.
    public var timeout: Duration = .seconds(30)
    /// How long reading a list may take.
    public var listTimeout: Duration = .seconds(120)
    /// Whether the server is told of `timeout` too, so that it does not work on for nobody.
    public var tellsTimeout = false
    /// How long a watch may be without a byte before it counts as broken; bookmarks come about once a minute.
    public var longestSilence: Duration = .seconds(90)
    /// Sent as `User-Agent`, by which the API server's audit log and its fairness rules tell clients apart.
    public var userAgent = "occm"
    /// Is told of every exchange, on the task that sent it; must return quickly.
    public var observer: (@Sendable (FinishedCall) -> Void)?

    let transport: any HTTPTransport
    let credentials: ClusterCredentials
    var pace: RequestPace
    let clock: ClientClock
    /// What listed and watched objects have in common.
    let texts = TextPool()

    /// Creates a client.
    ///
    /// - Parameters:
    ///   - server: The API server's URL; a path in it is kept.
    ///   - transport: What carries the requests. A client for leases has one of its own.
    ///   - credentials: Who we are.
    ///   - pace: The rate limit, shared by all clients that have it.
    public init(
        server: String,
        transport: any HTTPTransport,
        credentials: ClusterCredentials,
        pace: RequestPace = RequestPace(),
        clock: ClientClock = .system
    ) {
        self.server = server.hasSuffix("/") ? String(server.dropLast()) : server
        self.transport = transport
        self.credentials = credentials
        self.pace = pace
        self.clock = clock
    }

    /// The same client at another pace.
    public func paced(by pace: RequestPace) -> KubernetesClient {
        var client = self
        client.pace = pace
        return client
    }
}

extension KubernetesClient {
    /// Sends a call and returns its successful answer.
    func send(_ call: APICall) async throws(KubernetesError) -> HTTPResponse {
        let answer = try await deliver(call) { request throws(TransportError) in try await transport.send(request) }
        guard answer.isSuccess else { throw KubernetesError(answer, to: call) }
        return answer
    }

    /// Sends a call and returns its successful answer as soon as its headers are there.
    func stream(_ call: APICall) async throws(KubernetesError) -> HTTPStreamedResponse {
        let answer = try await deliver(call) { request throws(TransportError) in try await transport.stream(request) }
        guard answer.isSuccess else { throw await refusal(answer, to: call) }
        return answer
    }

    private func refusal(_ answer: HTTPStreamedResponse, to call: APICall) async -> KubernetesError {
        var body: [UInt8] = []
        var chunks = answer.body.makeAsyncIterator()
        // What is missing of an explanation does not change what the status says.
        while body.count < 1 << 16, let chunk = try? await chunks.next() { body += chunk }
        return KubernetesError(HTTPResponse(status: answer.status, headers: answer.headers, body: body), to: call)
    }

    /// Exchanges until there is an answer that stands.
    private func deliver<Answer: AnyAnswer>(
        _ call: APICall,
        _ exchange: (HTTPRequest) async throws(TransportError) -> Answer
    ) async throws(KubernetesError) -> Answer {
        var (retries, hasRenewed) = (0, false)
        while true {
            let queued = clock.uptime()
            if !call.isWatch { try await pace.wait(clock) }
            let authorization = try await credentials.authorization()
            let sent = clock.uptime()
            let result = await Self.result { () throws(TransportError) in
                try await exchange(request(for: call, authorization))
            }
            note(call, result, duration: clock.uptime() - sent, heldBack: sent - queued)
            if !hasRenewed, case .success(let answer) = result, answer.status == 401 {
                hasRenewed = true
                if try await credentials.renew(insteadOf: authorization) { continue }
            }
            guard let delay = RetryRule.delay(after: Self.outcome(result), call.method, retries: retries) else {
                return try Self.answer(result, to: call)
            }
            try await pause(delay)
            retries += 1
        }
    }

    private func request(for call: APICall, _ authorization: Redacted?) -> HTTPRequest {
        var headers: HTTPHeaders = ["Accept": "application/json", "User-Agent": userAgent]
        if let authorization { headers.append("Authorization", authorization.reveal()) }
        if call.body != nil { headers.append("Content-Type", call.contentType) }
        let limit = call.isWatch ? nil : call.timeout ?? timeout
        return HTTPRequest(call.method, server + call.target, headers: headers, body: call.body, timeout: limit)
    }

    private func note(
        _ call: APICall,
        _ result: Result<some AnyAnswer, TransportError>,
        duration: Duration,
        heldBack: Duration
    ) {
        guard let observer else { return }
        var finished = FinishedCall(
            verb: call.verb,
            resource: call.resource,
            method: call.method,
            duration: duration,
            heldBack: heldBack
        )
        switch result {
        case .success(let answer):
            finished.status = answer.status
            finished.warning = answer.headers["Warning"].flatMap { $0.hasPrefix("299 ") ? $0 : nil }
        case .failure(let error):
            finished.failure = error.code
        }
        observer(finished)
    }

    private static func result<Answer>(
        _ exchange: () async throws(TransportError) -> Answer
    ) async -> Result<Answer, TransportError> {
        do throws(TransportError) {
            return .success(try await exchange())
        } catch {
            return .failure(error)
        }
    }

    private static func outcome(_ result: Result<some AnyAnswer, TransportError>) -> RetryRule.Outcome {
        switch result {
        case .success(let answer): .answer(status: answer.status, retryAfter: answer.headers["Retry-After"])
        case .failure(let error): .failure(error.code)
        }
    }

    private static func answer<Answer>(
        _ result: Result<Answer, TransportError>,
        to call: APICall
    ) throws(KubernetesError) -> Answer {
        do throws(TransportError) {
            return try result.get()
        } catch {
            throw KubernetesError(error, to: call)
        }
    }

    func pause(_ delay: Duration) async throws(KubernetesError) {
        do {
            try await clock.sleep(delay)
        } catch {
            throw .cancelled
        }
    }
}

/// What whole and streamed answers have in common.
private protocol AnyAnswer: Sendable {
    var status: Int { get }
    var headers: HTTPHeaders { get }
}

extension AnyAnswer {
    fileprivate var isSuccess: Bool { (200..<300).contains(status) }
}

extension HTTPResponse: AnyAnswer {}
extension HTTPStreamedResponse: AnyAnswer {}
