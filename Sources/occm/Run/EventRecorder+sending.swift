import Kubernetes

extension EventRecorder {
    /// For how long the last events may take.
    private static let farewell = Duration.seconds(3)

    /// Sends events while something works, and what is left of them afterwards.
    func sending(_ work: () async -> Void) async {
        await withTaskGroup { group in
            group.addTask { await self.run() }
            await work()
            finish()
            // Whichever comes first: all are sent, or they took too long.
            group.addTask { try? await Task.sleep(for: Self.farewell, clock: .continuous) }
            await group.next()
            group.cancelAll()
        }
    }
}
