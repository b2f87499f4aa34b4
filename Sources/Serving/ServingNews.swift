public import FoundationEssentials
public import Kubernetes

/// What serving tells, for logs and metrics.
public enum ServingNews: Sendable {
    /// Connections are taken on that port.
    case listening(port: Int)
    /// A certificate is shown from now on, until another one is; it is valid until then.
    case certificateInUse(end: Date)
    /// A changed certificate can't be used; the one before is kept.
    case certificateRefused(ServingError)
    /// Other CAs are trusted from now on.
    case authoritiesInUse
    /// Whom to trust can't be read; what was read before is kept.
    case authoritiesRefused(ServingError)
    /// The API server was asked about a token or a right: its HTTP status, or `<error>`, and how long it took.
    case reviewed(ReviewKind, code: String, duration: Duration)
    /// A request's sender is known, or was refused; the reason is for logs only.
    case authenticated(AuthenticationOutcome)
    /// It was decided what a request may do.
    case authorized(AuthorizationOutcome)
    /// A health check that was asked for failed; the reason is for logs only.
    case unhealthy(HealthProbe, check: String, reason: String)
    /// A request was answered; the page is one of the served paths, and `nil` for any other.
    case answered(page: String?, method: String, status: Int, duration: Duration)
}

/// What the API server is asked.
public enum ReviewKind: String, Sendable, Hashable, CaseIterable {
    /// Whose a token is.
    case token
    /// What somebody may do.
    case access
}

/// Whether a request's sender is known.
public enum AuthenticationOutcome: Sendable, Hashable {
    /// It is.
    case user(TokenReview.User)
    /// It presented credentials that are not valid, or that could not be checked.
    case refused(reason: String)
}

/// What was decided about a request.
public enum AuthorizationOutcome: Sendable, Hashable {
    /// It is allowed.
    case allowed
    /// It is forbidden, or nobody allows it; why, if the API server said so.
    case denied(reason: String)
    /// The API server could not be asked.
    case failed(reason: String)
}
