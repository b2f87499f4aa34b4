/// Calls of which some kinds are counted.
protocol CountedCalls {
    /// What was called how often, for whoever wonders.
    var account: String { get }
}
