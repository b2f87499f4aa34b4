public import CloudProvider

/// Why the routes of a cluster can't be brought where they should be.
public struct RouteFailure: CloudFailure, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it is. Raw values are safe as metric labels.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// This Neutron has no extra routes.
        case unsupported
        /// The router that cloud.conf names is not there.
        case noRouter = "no_router"
    }

    /// The kind of failure.
    public var code: Code
    /// One sentence that says what is wrong and what to do.
    public var message: String

    /// Creates a failure.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The kind of failure, as a label.
    public var failureCode: String { code.rawValue }
    /// The message.
    public var description: String { message }
}
