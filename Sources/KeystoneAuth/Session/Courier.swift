import CurlTransport
import FoundationEssentials

/// Carries calls: at the service's pace, again where that is safe, telling the observer of each exchange.
///
/// Returns any answer that has a status, also a refusal; what it means is the caller's business.
struct Courier: Sendable {
    let transport: any HTTPTransport
    let clock: SessionClock
    let policy: RetryPolicy
    let limiter: RequestLimiter
    let gate: MutationGate
    let observer: (any SessionObserver)?
    /// A number in 0..<1.
    let random: @Sendable () -> Double

    /// Sends the call until it is answered for good.
    func deliver(_ call: Call) async throws(OpenStackError) -> HTTPResponse {
        let lane = RequestLimiter.Lane(service: call.service, isRead: call.request.method.isSafe)
        let began = clock.uptime()
        var attempt = 1
        while true {
            try await limiter.acquire(lane)
            let result = try await pass(call, retries: attempt - 1)
            let outcome = outcome(of: result)
            if let pause = outcome.wantedPause { await limiter.slowDown(lane, pause: pause) }
            let delay = policy.delay(
                after: outcome,
                attempt: attempt,
                elapsed: clock.uptime() - began,
                isRepeatable: call.isRepeatable,
                random: random()
            )
            guard let delay else { return try answer(result, to: call, attempts: attempt) }
            try await pause(delay)
            attempt += 1
        }
    }

    /// Sends the call once, through the gate if it changes something.
    private func pass(
        _ call: Call,
        retries: Int
    ) async throws(OpenStackError) -> Result<HTTPResponse, TransportError> {
        guard call.isMutation else { return await exchange(call, retries: retries) }
        try gate.enter()
        let result = await exchange(call, retries: retries)
        gate.leave(isLost: result.isLost)
        return result
    }

    private func exchange(_ call: Call, retries: Int) async -> Result<HTTPResponse, TransportError> {
        let began = clock.uptime()
        let result: Result<HTTPResponse, TransportError>
        do throws(TransportError) {
            result = .success(try await transport.send(call.request))
        } catch {
            result = .failure(error)
        }
        observer?.finished(finished(call, result, duration: clock.uptime() - began, retries: retries))
        return result
    }

    private func finished(
        _ call: Call,
        _ result: Result<HTTPResponse, TransportError>,
        duration: Duration,
        retries: Int
    ) -> FinishedExchange {
        var exchange = FinishedExchange(
            service: call.service,
            operation: call.operation,
            method: call.request.method,
            pathTemplate: ServiceURL.template(of: call.request.url),
            duration: duration,
            retries: retries
        )
        switch result {
        case .success(let response):
            exchange.status = response.status
            exchange.requestID = response.requestID
        case .failure(let error):
            exchange.failure = error.code
        }
        return exchange
    }

    private func outcome(of result: Result<HTTPResponse, TransportError>) -> RetryPolicy.Outcome {
        switch result {
        case .success(let response):
            return .answer(status: response.status, retryAfter: retryAfter(of: response))
        case .failure(let error):
            return .failure(error.code)
        }
    }

    /// After how long the service wants to be asked again.
    func retryAfter(of response: HTTPResponse) -> Duration? {
        response.headers["Retry-After"].flatMap { RetryAfter.parse($0, now: clock.now()) }
    }

    private func answer(
        _ result: Result<HTTPResponse, TransportError>,
        to call: Call,
        attempts: Int
    ) throws(OpenStackError) -> HTTPResponse {
        do throws(TransportError) {
            return try result.get()
        } catch {
            throw OpenStackError(error, to: call, attempts: attempts)
        }
    }

    private func pause(_ delay: Duration) async throws(OpenStackError) {
        do {
            try await clock.sleep(delay)
        } catch {
            throw .cancelled
        }
    }
}

extension RetryPolicy.Outcome {
    /// For how long the service wants to be left alone if it asks for fewer requests; else `nil`.
    fileprivate var wantedPause: Duration? {
        switch self {
        case .answer(status: 429, let pause), .answer(status: 503, let pause): pause ?? .zero
        case .answer, .failure: nil
        }
    }
}

extension Result<HTTPResponse, TransportError> {
    /// Whether a change that was sent may have been made, and nobody knows.
    fileprivate var isLost: Bool {
        switch self {
        case .success(let response): response.status == 502 || response.status == 504
        case .failure(let error): [.timeout, .aborted, .outcomeUnknown, .cancelled].contains(error.code)
        }
    }
}

extension HTTPResponse {
    /// The id by which the cloud's logs can be searched; Nova has a header of its own in old versions.
    var requestID: String? { headers["x-openstack-request-id"] ?? headers["x-compute-request-id"] }
}
