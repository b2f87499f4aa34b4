/// Why an HTTP exchange ended without a response.
public struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it was. Raw values are safe as metric labels.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The host name could not be resolved. Nothing was sent.
        case resolve
        /// No connection could be made, or not in time. Nothing was sent.
        case connect
        /// The TLS handshake or certificate verification failed. Nothing was sent.
        case tls
        /// The time limit passed after the request was sent, and the method is safe. A mutation's outcome is unknown then.
        case timeout
        /// The connection ended before the whole response was there and the method is safe: it may be sent again.
        case aborted
        /// A mutation was sent and its answer did not come, or not whole, or not in time: observe, never replay.
        case outcomeUnknown
        /// The task was cancelled, or the transport was shut down.
        case cancelled
        /// The response is larger than the request allows.
        case tooLarge
        /// The request or the response is not valid HTTP, or its scheme is not allowed.
        case invalid
    }

    /// The kind of failure.
    public var code: Code
    /// One sentence that says what happened and, where it is known, what to do.
    public var message: String
    /// The request's method and URL without credentials and query.
    public var target: String

    /// Creates an error.
    public init(_ code: Code, _ message: String, target: String = "") {
        self.code = code
        self.message = message
        self.target = target
    }

    /// Whether the request certainly did not reach the server.
    public var nothingWasSent: Bool { code == .resolve || code == .connect || code == .tls }

    /// The message with the target before it.
    public var description: String { target.isEmpty ? message : "\(target): \(message)" }
}
