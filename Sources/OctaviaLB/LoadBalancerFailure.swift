/// Why a Service's load balancer can't be brought where it should be.
public struct LoadBalancerFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it is. Raw values are safe as metric labels.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// cloud.conf, the Service or its annotations can't be carried out.
        case configuration
        /// The plan must not be applied: a conflict, a load balancer in ERROR, something unknown.
        case blocked
        /// The load balancer or a child went to ERROR while it settled.
        case failed
        /// The load balancer did not settle in time.
        case stuck
        /// Somebody else changed the load balancer meanwhile.
        case changed
        /// Planning again and again never came to rest.
        case unstable
    }

    /// The kind of failure.
    public var code: Code
    /// One sentence that says what is wrong and what to do.
    public var message: String
    /// After how long trying again makes sense; `nil` where nothing says so.
    public var retryAfter: Duration?

    /// Creates a failure.
    public init(_ code: Code, _ message: String, retryAfter: Duration? = nil) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }

    /// The message.
    public var description: String { message }
}
