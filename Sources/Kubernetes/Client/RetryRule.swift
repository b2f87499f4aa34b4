import CurlTransport

/// When a call is sent again by itself, as client-go does.
struct RetryRule: Sendable {
    /// How an exchange ended.
    enum Outcome: Sendable {
        case answer(status: Int, retryAfter: String?)
        case failure(TransportError.Code)
    }

    /// How often a call is sent again at most.
    static let limit = 10
    /// No server makes us wait longer for one call.
    static let longestDelay = Duration.seconds(120)

    /// How long to wait before the call is sent again; `nil` if its outcome stands.
    ///
    /// The API server that says when to come back has done nothing with the request, so any method is sent again. Without
    /// an answer only safe methods are.
    static func delay(after outcome: Outcome, _ method: HTTPMethod, retries: Int) -> Duration? {
        guard retries < limit else { return nil }
        switch outcome {
        case .answer(let status, let retryAfter):
            guard status == 429 || status >= 500, let seconds = retryAfter.flatMap({ UInt32($0) }) else { return nil }
            return min(.seconds(Int64(seconds)), longestDelay)
        case .failure(.aborted):
            return method.isSafe ? .seconds(1) : nil
        case .failure:
            return nil
        }
    }
}
