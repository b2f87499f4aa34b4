import Kubernetes

/// Finds out what a user may do.
///
/// Guarantees: `system:masters` may do everything, everybody may use the always-allowed paths, all else is asked of the API
/// server; without one it is denied.
struct Authorizer: Sendable {
    /// Questions larger than this are not remembered, so that nobody fills the memory with them.
    private static let rememberedBytes = 4096

    private let paths: AlwaysAllowedPaths
    private let options: AuthorizationOptions
    private let call: ReviewCall?
    private let cache: ExpiringCache<SubjectAccessReview.Spec, SubjectAccessReview.Status>

    /// - Parameter call: Asks the API server; `nil` if there is none to ask.
    init(_ options: AuthorizationOptions, call: ReviewCall?, clock: ClientClock) throws(ServingError) {
        paths = try AlwaysAllowedPaths(options.alwaysAllowedPaths)
        self.options = options
        self.call = call
        cache = ExpiringCache(capacity: 1024, clock: clock)
    }

    /// Whether the user may send the request.
    func decide(_ user: TokenReview.User, _ request: IncomingRequest) async -> AuthorizationOutcome {
        if user.groups.contains("system:masters") || paths.contains(request.path) { return .allowed }
        guard let call else { return .denied(reason: "") }
        let review = SubjectAccessReview(user: user, verb: request.method.lowercased(), path: request.path)
        do throws(KubernetesError) {
            let status = try await status(of: review, call)
            return status.allowed ? .allowed : .denied(reason: status.reason ?? "")
        } catch {
            return .failed(reason: error.description)
        }
    }

    private func status(
        of review: SubjectAccessReview,
        _ call: ReviewCall
    ) async throws(KubernetesError) -> SubjectAccessReview.Status {
        if let known = cache[review.spec] { return known }
        guard let status = try await call.ask(review).status else {
            throw KubernetesError(.invalidResponse, "The API server's answer has no status.")
        }
        let lifetime = status.allowed ? options.allowedCacheTime : options.deniedCacheTime
        if review.spec.byteCount <= Self.rememberedBytes { cache.store(status, for: review.spec, lifetime: lifetime) }
        return status
    }
}

extension SubjectAccessReview.Spec {
    /// About how large it is.
    fileprivate var byteCount: Int {
        let texts = [nonResourceAttributes?.path ?? "", user ?? "", uid ?? ""] + (groups ?? [])
        let more = (extra ?? [:]).flatMap { [$0.key] + $0.value }
        return (texts + more).reduce(0) { $0 + $1.utf8.count }
    }
}
