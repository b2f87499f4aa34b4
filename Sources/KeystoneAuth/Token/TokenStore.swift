/// The token that all requests of a session share.
///
/// Guarantees: at most one renewal is in flight, however many requests wait for it; cancelling a request that waits
/// cancels nothing but its waiting. While a token is good, a Keystone that does not answer disturbs nobody.
/// Failure: what Keystone said to the renewal, to every request that needed it.
actor TokenStore {
    /// Asks Keystone for a token.
    typealias Source = @Sendable () async throws(OpenStackError) -> Token

    private let source: Source
    private let clock: SessionClock
    private let renewal = SharedWork<Token>()
    private var lifecycle = TokenLifecycle()

    init(clock: SessionClock, source: @escaping Source) {
        self.clock = clock
        self.source = source
    }

    /// A token that is good for a request now.
    func token() async throws(OpenStackError) -> Token {
        switch lifecycle.step(at: clock.uptime()) {
        case .use(let token):
            return token
        case .useAndRenew(let token):
            await renewal.start { () async throws(OpenStackError) in try await self.renew() }
            return token
        case .renew:
            return try await renewal.value { () async throws(OpenStackError) in try await self.renew() }
        case .fail(let error):
            throw error
        }
    }

    /// The token that was received last; nothing is asked for.
    var current: Token? { lifecycle.current }

    /// The successor of a token that a service refused with 401.
    func token(after refused: Token) async throws(OpenStackError) -> Token {
        lifecycle.refused(refused)
        return try await token()
    }

    private func renew() async throws(OpenStackError) -> Token {
        // Whoever asked a moment too late finds the token that the run before has brought.
        if case .use(let token) = lifecycle.step(at: clock.uptime()) { return token }
        do {
            let asked = clock.uptime()
            let token = try await source()
            lifecycle.renewed(token, life: token.life(now: clock.now()), at: asked)
            return token
        } catch {
            lifecycle.failed(error, at: clock.uptime())
            throw error
        }
    }
}
