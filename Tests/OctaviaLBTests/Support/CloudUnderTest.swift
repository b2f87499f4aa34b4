import CurlTransport
import FoundationEssentials
import KeystoneAuth
import LoadBalancerModel
import OpenStackAPI
import Planning
import Sandbox

@testable import OctaviaLB

/// A sandbox with a session, in a time of its own: sleeping moves the clock on, so nobody waits.
struct CloudUnderTest: Sendable {
    let sandbox: Sandbox
    let session: any OpenStackSession
    let clock: SessionClock

    /// Starts a cloud in which a change settles after a while, gives it to `body`, and stops it.
    static func run(
        settle: Duration = .seconds(1),
        as user: SandboxUser = .k8s,
        _ body: (CloudUnderTest) async throws -> Void
    ) async throws {
        let time = SandboxClock.manual()
        let start = time.now
        let clock = SessionClock(
            now: { Date(timeIntervalSince1970: Double(time.now.microseconds) / 1_000_000) },
            uptime: { time.now - start },
            sleep: { duration in
                try Task.checkCancellation()
                time.advance(by: duration)
            }
        )
        var options = Sandbox.Options()
        options.clock = time
        options.settings.settle = settle
        let sandbox = try await Sandbox.start(options)
        var transport = CurlTransport.Configuration()
        transport.proxy = .none
        let curl = try CurlTransport(configuration: transport)
        let config = CloudConfig.parse(Array(sandbox.cloudConfig(for: user).utf8), file: "cloud.conf").config
        let session = try Session(configuration: config, transport: curl, clock: clock, random: { 0.5 })
        try await body(CloudUnderTest(sandbox: sandbox, session: session, clock: clock))
        await curl.shutdown()
        try await sandbox.stop()
    }

    /// The same cloud through another session.
    func through(_ session: any OpenStackSession) -> CloudUnderTest {
        CloudUnderTest(sandbox: sandbox, session: session, clock: clock)
    }

    func applier(settling: SettlingPlaces = SettlingPlaces(30)) -> Applier {
        let poller = SettlePoller(session: session, clock: clock)
        return Applier(session: session, poller: poller, settling: settling, clock: clock)
    }

    func observe(_ identity: Identity = .web) async throws -> LoadBalancerObservation {
        try await Inventory(session: session).observe(identity)
    }

    /// Observes, plans and applies until nothing is left to do; at most five times.
    @discardableResult
    func converge(
        _ spec: LoadBalancerSpec,
        capabilities: ProviderCapabilities = .init()
    ) async throws -> AppliedLoadBalancer {
        try await converge { Planner(capabilities: capabilities).plan(spec, against: $0) }
    }

    /// Deletes what there is for an identity.
    @discardableResult
    func destroy(_ identity: Identity = .web) async throws -> AppliedLoadBalancer {
        try await converge { observation in
            Planner(capabilities: .init()).planDeletion(of: identity, keepFloatingIP: false, against: observation)
        }
    }

    private func converge(_ plan: (LoadBalancerObservation) -> LoadBalancerPlan) async throws -> AppliedLoadBalancer {
        let applier = applier()
        for _ in 1..<5 {
            let observation = try await observe()
            do {
                return try await applier.apply(plan(observation), to: observation)
            } catch let failure as LoadBalancerFailure where failure.code == .changed {
                continue
            }
        }
        let observation = try await observe()
        return try await applier.apply(plan(observation), to: observation)
    }

    /// The calls since they were last forgotten, tokens and version documents left out: `POST loadbalancers`.
    var calls: [String] {
        sandbox.calls.filter { !$0.path.hasPrefix("/identity") && $0.path.contains("/v2.0/") }.map { call in
            call.template.replacing("/load-balancer/v2.0/lbaas/", with: "").replacing("/networking/v2.0/", with: "")
        }
    }

    /// The calls that change something.
    var writes: [String] { calls.filter { !$0.hasPrefix("GET ") } }

    /// The calls that only read, without the looks at a settling load balancer.
    var reads: [String] { calls.filter { $0.hasPrefix("GET ") && $0 != "GET loadbalancers/{id}" } }

    /// The bodies of the calls with that template.
    func bodies(_ call: String) -> [JSONValue] {
        zip(sandbox.calls.filter { !$0.path.hasPrefix("/identity") && $0.path.contains("/v2.0/") }, calls)
            .filter { $0.1 == call }.compactMap(\.0.body)
    }

    /// The objects of one of Octavia's collections, or Neutron's, as a user sees them.
    func objects(_ collection: String, as user: SandboxUser = .k8s) -> [JSONValue] {
        let isNeutron = ["floatingips", "ports"].contains(collection)
        let root = isNeutron ? "/networking/v2.0/" : "/load-balancer/v2.0/lbaas/"
        return sandbox.call("GET", root + collection, as: user).body?[collection]?.arrayValue ?? []
    }
}
