/// How many requests each service gets.
public struct RequestRates: Sendable, Hashable {
    /// For requests that change nothing.
    public var reads = RateBucket(rate: 20, burst: 50)
    /// For all others.
    public var writes = RateBucket(rate: 10, burst: 20)

    /// Creates the usual rates.
    public init() {}
}
