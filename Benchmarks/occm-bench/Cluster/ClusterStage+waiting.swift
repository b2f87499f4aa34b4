import Sandbox

extension ClusterStage {
    /// How long is waited at most for anything.
    private static let patience = Duration.seconds(300)
    /// For how long nothing must have been asked until it counts as over.
    private static let silence = Duration.seconds(2)

    /// Looks again and again until a condition holds while occm runs, and returns when that was.
    @discardableResult
    func wait(
        until what: String,
        _ controller: Controller,
        every pause: Duration = .milliseconds(20),
        _ condition: () throws -> Bool
    ) async throws -> ContinuousClock.Instant {
        let deadline = ContinuousClock.now + Self.patience
        while try !condition() {
            guard try controller.isRunning() else { throw controller.failure("it ended by itself") }
            guard ContinuousClock.now < deadline else {
                throw controller.failure("\(Self.patience) did not suffice until \(what); calls: \(cloud.counts)")
            }
            try await Task.sleep(for: pause)
        }
        return .now
    }

    /// Waits until so many Services have addresses and every load balancer has settled. Returns when that was.
    func waitUntilServed(_ services: Int, _ controller: Controller) async throws -> ContinuousClock.Instant {
        try await wait(until: "\(services) Services are served", controller) {
            // Looking at each Service is dear, so it waits until each can have its finalizer and its address.
            statusWrites >= 2 * services && addresses == services && isSettled
        }
    }

    /// Waits until the cloud is asked nothing any more. Returns when it was asked last.
    @discardableResult
    func waitUntilSilent(_ controller: Controller) async throws -> ContinuousClock.Instant {
        var (calls, last) = (-1, ContinuousClock.now)
        try await wait(until: "occm rests", controller) {
            let now = cloud.counts.values.reduce(0, +)
            if now != calls { (calls, last) = (now, .now) }
            return now > 0 && ContinuousClock.now - last >= Self.silence
        }
        return last
    }

    /// Waits until so many pools were given their members and every load balancer has settled. Returns when that was.
    func waitUntilUpdated(pools: Int, _ controller: Controller) async throws -> ContinuousClock.Instant {
        try await wait(until: "\(pools) pools have their members", controller) {
            let updates = cloud.counts["PUT /load-balancer/v2.0/lbaas/pools/{id}/members", default: 0]
            return updates >= pools && isSettled
        }
    }

    /// Whether a Service has its address.
    func isServed(_ name: String) -> Bool {
        cluster.call("GET", "/api/v1/namespaces/default/services/\(name)").body.map(Self.hasAddress) ?? false
    }

    private var statusWrites: Int {
        cluster.counts["PATCH /api/v1/namespaces/{namespace}/services/{name}/status", default: 0]
    }

    private var addresses: Int {
        let services = cluster.call("GET", "/api/v1/namespaces/default/services").body?["items"]?.arrayValue ?? []
        return services.count(where: Self.hasAddress)
    }

    private static func hasAddress(_ service: JSONValue) -> Bool {
        service["status"]?["loadBalancer"]?["ingress"]?.arrayValue?.isEmpty == false
    }

    /// No other status comes before ACTIVE in the alphabet.
    private var isSettled: Bool {
        let target = "/load-balancer/v2.0/lbaas/loadbalancers?sort=provisioning_status:desc&limit=1"
        let last = cloud.call("GET", target).body?["loadbalancers"]?.arrayValue?.first
        return last?["provisioning_status"] == "ACTIVE"
    }
}
