/// How many requests each service gets. The load balancers that settle at once bound the changes already, so these rates
/// only keep bursts off; a service that finds them too high says so, and gets fewer.
public struct RequestRates: Sendable, Hashable {
    /// For requests that change nothing.
    public var reads = RateBucket(rate: 50, burst: 100)
    /// For all others.
    public var writes = RateBucket(rate: 40, burst: 60)

    /// Creates the usual rates.
    public init() {}
}
