/// How a session behaves, beside what cloud.conf says.
public struct SessionOptions: Sendable, Hashable {
    /// Sent as `User-Agent`.
    public var userAgent = "occm"
    /// When calls are sent again.
    public var retries = RetryPolicy()
    /// How many requests a second each service gets.
    public var rates = RequestRates()

    /// Creates the usual options.
    public init() {}
}
