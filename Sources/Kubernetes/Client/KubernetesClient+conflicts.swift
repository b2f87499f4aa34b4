extension KubernetesClient {
    /// Reads, decides and writes again while the object changes in between, as client-go's callers do: 20 times at most,
    /// 50 to 100 ms apart.
    ///
    /// - Parameter body: Reads the object and writes it; called anew after each conflict.
    public func retryingConflicts<Value>(
        _ body: () async throws(KubernetesError) -> Value
    ) async throws(KubernetesError) -> Value {
        for _ in 1..<20 {
            do throws(KubernetesError) {
                return try await body()
            } catch  where error.code == .conflict {
                try await pause(.milliseconds(50) * (1 + clock.random()))
            }
        }
        return try await body()
    }
}
