import Sandbox

/// How long after a Service's creation Octavia is first asked to change something.
struct LatencyProbe {
    let stage: ClusterStage

    /// How far apart Services are created: far enough that their own load balancers never fill the places for settling.
    private static let pause = Duration.milliseconds(140)
    /// How long is waited for the last ones.
    private static let patience = Duration.seconds(20)

    /// Creates Services one by one, and returns how long the one waited that 99 of 100 do not exceed.
    func percentile99(of services: Range<Int>, named name: String) async throws -> Duration {
        let posts = Task { [stage] in await Self.posts(services.count, stage) }
        var births: [String: ContinuousClock.Instant] = [:]
        for number in services {
            births["\(name)-\(number)"] = .now
            try stage.require(stage.addService("\(name)-\(number)"))
            try await Task.sleep(for: Self.pause)
        }
        let limit = Task {
            try await Task.sleep(for: Self.patience)
            posts.cancel()
        }
        let answers = await posts.value
        limit.cancel()
        let waits = births.compactMap { name, birth in answers[name].map { $0 - birth } }.sorted()
        guard waits.count == services.count else {
            throw BenchmarkFailure("of \(services.count) new Services, only \(waits.count) led to a load balancer")
        }
        return waits[(waits.count * 99 + 99) / 100 - 1]
    }

    /// When load balancers were asked for, by the names of their Services, until there are so many.
    private static func posts(_ count: Int, _ stage: ClusterStage) async -> [String: ContinuousClock.Instant] {
        var posts: [String: ContinuousClock.Instant] = [:]
        for await call in stage.cloud.arrivals() where call.template == "POST /load-balancer/v2.0/lbaas/loadbalancers" {
            let name = call.body?["loadbalancer"]?["name"]?.stringValue ?? ""
            posts[name.split(separator: "_").last.map(String.init) ?? ""] = .now
            if posts.count == count { break }
        }
        return posts
    }
}
