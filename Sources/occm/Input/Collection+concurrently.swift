extension Collection where Element: Sendable, Self: Sendable {
    /// The results for all elements, in their order, at most `width` of them made at once. The first failure ends all.
    func concurrently<Result: Sendable>(
        _ width: Int,
        _ body: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [Int: Result] = [:]
            for (place, element) in enumerated() {
                if place >= width, let (done, result) = try await group.next() { results[done] = result }
                group.addTask { (place, try await body(element)) }
            }
            for try await (done, result) in group { results[done] = result }
            return (0..<count).compactMap { results[$0] }
        }
    }
}
