import Kubernetes

/// Asks the API server whose a bearer token is.
///
/// Guarantees: tokens are not kept, only a keyed digest of them; an answer is believed for the cache time, a failure to get
/// one is not remembered.
struct TokenAuthenticator: Sendable {
    /// A `nil` user is a token that is not valid.
    private let cache: ExpiringCache<Digest, TokenReview.User?>
    private let call: ReviewCall
    private let lifetime: Duration
    private let digestKey = (0..<32).map { _ in UInt8.random(in: .min ... .max) }

    init(_ call: ReviewCall, cacheTime: Duration) {
        self.call = call
        lifetime = cacheTime
        cache = ExpiringCache(capacity: 1024, clock: call.clock)
    }

    /// Whose token the request has.
    func identify(_ request: IncomingRequest) async -> Identification {
        guard let token = Self.token(in: request) else { return .nobody }
        do throws(KubernetesError) {
            return try await user(of: token).map(Identification.user) ?? .refused("the token is not valid")
        } catch {
            return .refused("the token can't be checked: \(error)")
        }
    }

    private func user(of token: Redacted) async throws(KubernetesError) -> TokenReview.User? {
        let key = Digest.sha256(digestKey + token.reveal().utf8)
        if let known = cache[key] { return known }
        guard let status = try await call.ask(TokenReview(token: token)).status else {
            throw KubernetesError(.invalidResponse, "The API server's answer has no status.")
        }
        if !status.authenticated, let error = status.error, !error.isEmpty {
            throw KubernetesError(.unauthorized, error)
        }
        let user = status.authenticated ? status.user : nil
        cache.store(user, for: key, lifetime: lifetime)
        return user
    }

    /// The token of `Authorization: Bearer …` (RFC 6750 §2.1).
    private static func token(in request: IncomingRequest) -> Redacted? {
        guard let field = request.values(of: "authorization").first else { return nil }
        let words = field.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count >= 2, words[0].lowercased() == "bearer", !words[1].isEmpty else { return nil }
        return Redacted(String(words[1]))
    }
}
