public import CurlTransport

/// Is told of every HTTP exchange of a session: to count calls, to measure them, to log them.
public protocol SessionObserver: Sendable {
    /// Called once per exchange, on the task that sent it, after its answer or failure; must return quickly.
    func finished(_ exchange: FinishedExchange)
}

/// An HTTP exchange that is over.
public struct FinishedExchange: Sendable, Hashable {
    /// The service's type in the catalog; `identity` for Keystone.
    public var service: String
    /// The `resource_verb` under which the call is counted: `loadbalancer_create`, `token_create`.
    public var operation: String
    /// The method.
    public var method: HTTPMethod
    /// The path without query, ids replaced by `{id}`: `/v2.0/lbaas/loadbalancers/{id}`.
    public var pathTemplate: String
    /// The status code, if there was an answer.
    public var status: Int?
    /// Why there was no answer.
    public var failure: TransportError.Code?
    /// From sending to the end of the answer's body.
    public var duration: Duration
    /// How many exchanges of the same call came before this one: 0 for the first.
    public var retries: Int
    /// `x-openstack-request-id` of the answer.
    public var requestID: String?
}
