extension MetricCatalogue {
    static let openStack = Group(
        title: "OpenStack",
        introduction: """
            The first three are the Go OCCM's, with its values of `request`: `<resource>_<verb>`, such as
            `loadbalancer_create`. Every HTTP exchange counts, those that repeat another one too.
            """,
        metrics: [
            openStackRequests, openStackErrors, openStackDuration, openStackResponses, openStackRetries,
            openStackThrottled, tokenRenewals, tokenExpiry,
        ]
    )

    static let openStackRequests = MetricDefinition(
        .counter,
        "openstack_api_requests_total",
        labels: ["request"],
        "Requests to OpenStack."
    )
    static let openStackErrors = MetricDefinition(
        .counter,
        "openstack_api_request_errors_total",
        labels: ["request"],
        "Requests to OpenStack that failed: no answer, or a status of 400 or above. "
            + "A deletion that finds nothing to delete is no failure."
    )
    static let openStackDuration = MetricDefinition(
        .histogram,
        "openstack_api_request_duration_seconds",
        labels: ["request"],
        "How long requests to OpenStack took, from sending to the end of the answer.",
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    )
    static let openStackResponses = MetricDefinition(
        .counter,
        "occm_openstack_responses_total",
        labels: ["service", "request", "code"],
        "Requests to OpenStack by HTTP status; without an answer `code` says why, such as `timeout`."
    )
    static let openStackRetries = MetricDefinition(
        .counter,
        "occm_openstack_retries_total",
        labels: ["service", "request"],
        "Requests to OpenStack that repeat one whose answer asked for it, or that certainly never arrived."
    )
    static let openStackThrottled = MetricDefinition(
        .counter,
        "occm_openstack_throttled_total",
        labels: ["service"],
        "Requests that OpenStack refused because there were too many (HTTP 429)."
    )
    static let tokenRenewals = MetricDefinition(
        .counter,
        "occm_openstack_token_renewals_total",
        labels: ["result"],
        "Requests for a Keystone token: `success` or `failure`."
    )
    static let tokenExpiry = MetricDefinition(
        .gauge,
        "occm_openstack_token_expiry_timestamp_seconds",
        "When the Keystone token in use expires, in seconds since 1970."
    )
}
