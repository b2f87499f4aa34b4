import Testing

@Suite("occm apply is killed")
struct CrashTests {
    /// How many runs are under way at once: they mostly wait for load balancers to settle.
    private static let width = 12

    @Test(
        "after every call in turn, and the next run ends where an undisturbed one does",
        .timeLimit(.minutes(10)),
        arguments: CrashJob.all,
        CrashMoment.allCases
    )
    func everyCall(_ job: CrashJob, _ moment: CrashMoment) async throws {
        let goal = try await CrashRun(job: job).goal()
        let undisturbed = try await CrashRun(job: job).undisturbed()
        let surprises = undisturbed.shape.differences(from: goal)
        #expect(surprises.isEmpty, "nobody disturbed this run")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for call in 1...undisturbed.calls {
                if call > Self.width { try await group.next() }
                group.addTask {
                    let end = try await CrashRun(job: job).killed(at: call, moment)
                    let (wasKilled, differences) = (end.wasKilled, end.shape.differences(from: goal))
                    #expect(wasKilled, "call \(call) of \(undisturbed.calls) never came")
                    #expect(differences.isEmpty, "killed \(moment) call \(call), \(end.lastCall)")
                }
            }
            try await group.waitForAll()
        }
    }
}
