import Kubernetes

/// Finds out who sends a request.
///
/// Guarantees: the first way that knows the user counts: front proxy, client certificate, token. Who presents credentials of
/// which none is valid is refused; only who presents none is anonymous.
struct Authenticator: Sendable {
    private let authorities: TrustedAuthorities
    /// `nil` if there is no API server to ask: then tokens are not looked at.
    private let tokens: TokenAuthenticator?
    private let clock: ClientClock

    init(authorities: TrustedAuthorities, tokens: TokenAuthenticator?, clock: ClientClock) {
        self.authorities = authorities
        self.tokens = tokens
        self.clock = clock
    }

    static let anonymous = TokenReview.User(username: "system:anonymous", groups: ["system:unauthenticated"])

    /// Who sends the request.
    func identify(_ request: IncomingRequest) async -> AuthenticationOutcome {
        let (trusted, now) = (authorities.current, clock.now())
        var refusals: [String] = []
        let ways: [() async -> Identification] = [
            { trusted.frontProxy?.identify(request, at: now) ?? .nobody },
            { trusted.clients?.identify(request, at: now) ?? .nobody },
            { await tokens?.identify(request) ?? .nobody },
        ]
        for way in ways {
            switch await way() {
            case .user(let user): return .user(user.authenticated)
            case .refused(let reason): refusals.append(reason)
            case .nobody: continue
            }
        }
        return refusals.isEmpty ? .user(Self.anonymous) : .refused(reason: refusals.joined(separator: "; "))
    }
}

extension TokenReview.User {
    /// The user with the group of everybody who is known.
    fileprivate var authenticated: TokenReview.User {
        let everybody = "system:authenticated"
        guard username != Authenticator.anonymous.username, !groups.contains(everybody) else { return self }
        var user = self
        user.groups.append(everybody)
        return user
    }
}
