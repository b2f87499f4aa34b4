import CurlTransport

/// One call, ready to be sent as often as it takes.
struct Call: Sendable {
    /// The service's type; `identity` for Keystone.
    var service: String
    /// Who answers, as the beginning of a sentence: `The load-balancer service`.
    var subject: String
    /// The `resource_verb` for counting.
    var operation: String
    /// What is sent.
    var request: HTTPRequest
    /// Whether sending it twice does no more than sending it once.
    var isRepeatable: Bool

    /// Creates a call; unless something else is said, only safe methods may be repeated.
    init(
        service: String,
        subject: String? = nil,
        operation: String,
        request: HTTPRequest,
        isRepeatable: Bool? = nil
    ) {
        self.service = service
        self.subject = subject ?? "The \(service) service"
        self.operation = operation
        self.request = request
        self.isRepeatable = isRepeatable ?? request.method.isSafe
    }

    /// Whether it changes something. Asking Keystone for a token does not: it may be done twice.
    var isMutation: Bool { !isRepeatable }

    /// `POST /v2.0/lbaas/loadbalancers`.
    var name: String { "\(request.method.rawValue) \(ServiceURL.path(of: request.url))" }
}
