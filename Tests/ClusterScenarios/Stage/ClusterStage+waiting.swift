import Scenarios

extension ClusterStage {
    /// Looks again and again until what is looked for is there.
    ///
    /// - Parameters:
    ///   - what: What is waited for, as a clause: `the Service is gone`.
    ///   - limit: How long, at most, in the sandbox; on a real cloud five times as long. It allows for a busy machine: what
    ///     occm promises is measured and compared where it is promised.
    ///   - pause: How long between two looks.
    ///   - look: Throws ``Deviation`` as long as it is not there.
    @discardableResult
    func waitUntil<Value: Sendable>(
        _ what: String,
        within limit: Duration = .seconds(60),
        every pause: Duration = .milliseconds(100),
        file: String = #fileID,
        line: Int = #line,
        _ look: () async throws -> Value
    ) async throws -> Value {
        let limit = limit * (isInSandbox ? 1 : 5)
        let deadline = ContinuousClock.now + limit
        while true {
            do {
                return try await look()
            } catch let deviation as Deviation {
                guard ContinuousClock.now < deadline else {
                    throw Deviation(
                        "waited \(limit.inSeconds) in vain until \(what): \(deviation)",
                        file: file,
                        line: line
                    )
                }
            }
            try await Task.sleep(for: pause)
        }
    }

    /// How long something takes.
    func time(_ body: () async throws -> Void) async rethrows -> Duration {
        try await ContinuousClock().measure(body)
    }
}

extension Duration {
    /// `1.5 s`.
    var inSeconds: String { "\((self / .milliseconds(100)).rounded() / 10) s" }
}
