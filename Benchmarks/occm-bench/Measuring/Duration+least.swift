extension Duration {
    /// The least of several measurements: what else the machine does only ever adds, so the least says most about occm.
    static func least(of attempts: Int, _ measure: () async throws -> Duration) async rethrows -> Duration {
        var least = try await measure()
        for _ in 1..<attempts { least = min(least, try await measure()) }
        return least
    }
}
