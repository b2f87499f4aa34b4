extension Duration {
    /// The least of several measurements: what else the machine does only ever adds, so the least says most about occm.
    ///
    /// - Parameters:
    ///   - attempts: How many at least; and while the limit is not kept, how many at most.
    ///   - limit: How much is allowed.
    static func least(
        of attempts: ClosedRange<Int>,
        toKeep limit: Duration,
        _ measure: () async throws -> Duration
    ) async rethrows -> Duration {
        var least = try await measure()
        for attempt in 2...attempts.upperBound where attempt <= attempts.lowerBound || least > limit {
            least = min(least, try await measure())
        }
        return least
    }
}
