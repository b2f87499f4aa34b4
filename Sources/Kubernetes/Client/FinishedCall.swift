public import CurlTransport

/// An exchange with the API server that is over, for metrics and logs.
public struct FinishedCall: Sendable, Hashable {
    /// What was asked: `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`.
    public var verb: String
    /// What it was asked for: `services`.
    public var resource: String
    /// The method.
    public var method: HTTPMethod
    /// The status code, if there was an answer.
    public var status: Int?
    /// Why there was no answer.
    public var failure: TransportError.Code?
    /// How long the exchange took; for lists and watches until the headers were there.
    public var duration: Duration
    /// How long the call was held back by the client's own rate limit.
    public var heldBack: Duration
    /// What the API server warns of (`Warning` header, code 299).
    public var warning: String?
}
