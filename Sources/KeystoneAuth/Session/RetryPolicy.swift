public import CurlTransport

/// Whether and when a call is sent again. Pure: time and randomness are given.
///
/// | what happened | GET, HEAD, token requests | other methods |
/// |---|---|---|
/// | no connection (name not resolved, refused, unreachable) | again | again: nothing was sent |
/// | TLS failure | no | no |
/// | connection lost, timeout | again | no: the change may have been made |
/// | 429 | again | again: the service did not act |
/// | 502, 503, 504 | again | no: a gateway may have lost the answer |
/// | any other status | no | no |
///
/// | failed attempt | delay before the next, ± 20 % |
/// |---|---|
/// | 1 | 0.5 s |
/// | 2 | 1 s |
/// | 3 | 2 s |
/// | 4 | 4 s |
/// | 5 | none: the call fails |
///
/// `Retry-After` replaces the delay, without jitter below it. A call fails as soon as the next attempt would begin
/// later than ``budget`` after the first one began.
public struct RetryPolicy: Sendable, Hashable {
    /// How often a call is sent at most.
    public var maxAttempts = 5
    /// The delay after the first failed attempt; it doubles with each further one.
    public var firstDelay = Duration.milliseconds(500)
    /// The longest delay without `Retry-After`.
    public var longestDelay = Duration.seconds(8)
    /// The share of the delay by which it is changed at random, up or down.
    public var jitter = 0.2
    /// How long after its beginning a call may be sent again.
    public var budget = Duration.seconds(60)

    /// Creates the policy of the table.
    public init() {}

    /// How an attempt ended.
    public enum Outcome: Sendable, Hashable {
        /// With an answer, and what its `Retry-After` asks for.
        case answer(status: Int, retryAfter: Duration?)
        /// Without an answer.
        case failure(TransportError.Code)
    }

    /// How long to wait before the call is sent again; `nil`: it is not.
    /// - Parameters:
    ///   - attempt: The number of the attempt that ended, from 1.
    ///   - elapsed: The time since the first attempt began.
    ///   - isRepeatable: Whether sending twice does no more than sending once.
    ///   - random: A number in 0..<1.
    public func delay(
        after outcome: Outcome,
        attempt: Int,
        elapsed: Duration,
        isRepeatable: Bool,
        random: Double
    ) -> Duration? {
        guard attempt < maxAttempts, mayRepeat(after: outcome, isRepeatable: isRepeatable) else { return nil }
        var delay = backoff(attempt) * (1 + jitter * (2 * random - 1))
        if case .answer(_, let retryAfter?) = outcome { delay = max(retryAfter, .zero) }
        return elapsed + delay <= budget ? delay : nil
    }

    private func mayRepeat(after outcome: Outcome, isRepeatable: Bool) -> Bool {
        switch outcome {
        case .answer(status: 429, _): true
        case .answer(status: 502...504, _): isRepeatable
        case .answer: false
        case .failure(.resolve), .failure(.connect): true
        case .failure(.timeout), .failure(.aborted), .failure(.outcomeUnknown): isRepeatable
        case .failure(.tls), .failure(.cancelled), .failure(.tooLarge), .failure(.invalid): false
        }
    }

    private func backoff(_ attempt: Int) -> Duration {
        // More than 20 doublings are beyond any cap; the limit keeps the shift in range.
        min(longestDelay, firstDelay * (1 << min(max(attempt, 1) - 1, 20)))
    }
}
