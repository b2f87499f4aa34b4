/// Why nothing can be served.
public struct ServingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it was. Raw values are safe as metric labels.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// An option's value can't be used.
        case options
        /// A certificate or a private key can't be read, does not fit, or can't be made.
        case certificate
        /// The address can't be listened on.
        case listen
        /// The API server did not tell whom to trust.
        case lookup
        /// The API server can't be asked whom to trust now, and perhaps a little later.
        case unavailable
    }

    /// The kind of failure.
    public var code: Code
    /// One sentence that says what happened and what to do.
    public var message: String

    /// Creates an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
