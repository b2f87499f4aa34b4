/// Why something could not be found out or done: a word to count by, and a sentence to show.
public struct Reason: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of reason it is, as one word that is safe as a metric label: `duplicate-name`, `throttled`.
    public var code: String
    /// One sentence that says what is the matter and what to do, with the cloud's request id where there is one.
    public var message: String

    /// Creates a reason.
    public init(_ code: String, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
