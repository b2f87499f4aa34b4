/// What to do about a token at a point in time. Pure: the time is given, as the time since any beginning.
///
/// A token is renewed when min(5 min, 10 % of its life) is left, in the background: it still works. Within the last
/// seconds of its life, and after it was refused, callers wait for its successor. A renewal that failed is not
/// repeated for a while: 30 s after Keystone refused the credentials (so that accounts aren't locked), else 5 s.
struct TokenLifecycle: Sendable {
    /// What a caller does.
    enum Step: Sendable {
        /// Use this one.
        case use(Token)
        /// Use this one, and have it renewed meanwhile.
        case useAndRenew(Token)
        /// Wait for a renewal.
        case renew
        /// Give up: the last renewal failed just now.
        case fail(OpenStackError)
    }

    private struct Held {
        var token: Token
        var renewAt: Duration
        var expiresAt: Duration
        var isRefused = false
    }

    private struct Failure {
        var error: OpenStackError
        var until: Duration
    }

    private var held: Held?
    private var failure: Failure?

    /// The token that was received last, whatever became of it.
    var current: Token? { held?.token }

    /// The step at that time.
    func step(at time: Duration) -> Step {
        let pause = failure.flatMap { $0.until > time ? $0.error : nil }
        guard let held, !held.isRefused, time < held.expiresAt else {
            return pause.map { .fail($0) } ?? .renew
        }
        return time < held.renewAt || pause != nil ? .use(held.token) : .useAndRenew(held.token)
    }

    /// A new token has come that lives for that long from its issue.
    mutating func renewed(_ token: Token, life: Duration, at time: Duration) {
        let margin = min(.seconds(300), life / 10)
        // What a request needs to arrive must be left, as far as such a short life allows.
        let reserve = min(.seconds(5), margin)
        held = Held(token: token, renewAt: time + life - margin, expiresAt: time + life - reserve)
        failure = nil
    }

    /// No new token could be had.
    mutating func failed(_ error: OpenStackError, at time: Duration) {
        let pause: Duration = error.code == .unauthorized ? .seconds(30) : .seconds(5)
        failure = Failure(error: error, until: time + pause)
    }

    /// A service refused the token. Only the one that is held matters: others have been replaced already.
    mutating func refused(_ token: Token) {
        guard held?.token.value == token.value else { return }
        held?.isRefused = true
    }
}
