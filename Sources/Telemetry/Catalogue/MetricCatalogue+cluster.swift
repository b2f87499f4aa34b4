extension MetricCatalogue {
    static let cluster = Group(
        title: "Kubernetes",
        introduction: "`host` is the API server. `code` is the HTTP status, or `<error>` without an answer.",
        metrics: [
            restRequests, restDuration, restRateLimit, clusterRequests, lists, watchFailures, unreadableObjects, events,
            eventsDropped, leaderStatus, leaderFailures, authentications, authenticationDuration, authorizations,
            authorizationDuration,
        ]
    )

    private static let restBuckets = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60]
    private static let delegatedBuckets = [0.25, 0.5, 0.7, 1, 1.5, 3, 5, 10]

    static let restRequests = MetricDefinition(
        .counter,
        "rest_client_requests_total",
        labels: ["code", "method", "host"],
        "Requests to the API server."
    )
    static let restDuration = MetricDefinition(
        .histogram,
        "rest_client_request_duration_seconds",
        labels: ["verb", "host"],
        "How long requests to the API server took; for lists and watches until the answer began.",
        buckets: restBuckets
    )
    static let restRateLimit = MetricDefinition(
        .histogram,
        "rest_client_rate_limiter_duration_seconds",
        labels: ["verb", "host"],
        "How long occm's own rate limit held requests to the API server back.",
        buckets: restBuckets
    )
    static let clusterRequests = MetricDefinition(
        .counter,
        "occm_kubernetes_requests_total",
        labels: ["resource", "verb", "code"],
        "Requests to the API server by what they asked for."
    )
    static let lists = MetricDefinition(
        .counter,
        "occm_kubernetes_lists_total",
        labels: ["resource", "result"],
        "Whole lists that were read to begin a watch: `success`, or the code of the failure."
    )
    static let watchFailures = MetricDefinition(
        .counter,
        "occm_kubernetes_watch_failures_total",
        labels: ["resource", "code"],
        "Watches that ended with an error, and went on after a pause."
    )
    static let unreadableObjects = MetricDefinition(
        .counter,
        "occm_kubernetes_unreadable_objects_total",
        labels: ["resource"],
        "Objects that the API server sent and that could not be read."
    )
    static let events = MetricDefinition(
        .counter,
        "occm_events_total",
        labels: ["type", "reason"],
        "Events that were recorded on objects, before alike ones became one."
    )
    static let eventsDropped = MetricDefinition(
        .counter,
        "occm_events_dropped_total",
        labels: ["component"],
        "Events that were dropped since the start because too many waited to be sent."
    )
    static let leaderStatus = MetricDefinition(
        .gauge,
        "leader_election_master_status",
        labels: ["name"],
        "Whether this process leads (1) or not (0); `name` is the lease."
    )
    static let leaderFailures = MetricDefinition(
        .counter,
        "occm_leader_election_failures_total",
        labels: ["name", "code"],
        "Tries to get or to keep the lease that failed."
    )
    static let authentications = MetricDefinition(
        .counter,
        "apiserver_delegated_authn_request_total",
        labels: ["code"],
        "Questions to the API server whose token a request has (TokenReview)."
    )
    static let authenticationDuration = MetricDefinition(
        .histogram,
        "apiserver_delegated_authn_request_duration_seconds",
        labels: ["code"],
        "How long the answer to a TokenReview took.",
        buckets: delegatedBuckets
    )
    static let authorizations = MetricDefinition(
        .counter,
        "apiserver_delegated_authz_request_total",
        labels: ["code"],
        "Questions to the API server whether a request is allowed (SubjectAccessReview)."
    )
    static let authorizationDuration = MetricDefinition(
        .histogram,
        "apiserver_delegated_authz_request_duration_seconds",
        labels: ["code"],
        "How long the answer to a SubjectAccessReview took.",
        buckets: delegatedBuckets
    )
}
