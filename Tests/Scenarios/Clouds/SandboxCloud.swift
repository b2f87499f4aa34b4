import FoundationEssentials
public import KeystoneAuth
public import Sandbox
import Synchronization

/// The sandbox as a scenario cloud, in this process, with a time of its own: whoever waits moves it on.
public struct SandboxCloud: ScenarioCloud {
    /// The cloud itself, for counts, faults and a look behind the API.
    public let sandbox: Sandbox
    /// What it starts with.
    public let facts: CloudFacts
    /// The sandbox's own time.
    public let clock: SessionClock
    /// The same for all: no two scenarios share a sandbox.
    public let run = "sandbox"

    /// How a sandbox makes life hard for its clients.
    public enum Temper: Sendable, CaseIterable {
        /// Changes settle within two looks.
        case mild
        /// Changes take their time, pages hold two objects, and Octavia's clock is half a minute late.
        case harsh

        fileprivate var settings: SandboxSettings {
            var settings = SandboxSettings()
            settings.settle = self == .mild ? .milliseconds(1500) : .seconds(9)
            settings.pageSize = self == .mild ? nil : 2
            settings.clockSkew = self == .mild ? .zero : .seconds(-30)
            return settings
        }
    }

    /// Starts a fresh cloud. It is to be stopped.
    public static func start(_ temper: Temper = .mild) async throws -> SandboxCloud {
        var options = Sandbox.Options()
        options.clock = .manual(startingAt: Instant(seconds: Int64(epoch.timeIntervalSince1970)))
        options.settings = temper.settings
        return try SandboxCloud(try await Sandbox.start(options))
    }

    /// Starts a fresh cloud that lives by the machine's time, for clients in processes of their own. It is to be stopped.
    ///
    /// - Parameter settle: How long a load balancer pends after each change.
    public static func startInRealTime(settle: Duration = .zero) async throws -> SandboxCloud {
        var options = Sandbox.Options()
        options.settings.settle = settle
        return try SandboxCloud(try await Sandbox.start(options), clock: .system)
    }

    private init(_ sandbox: Sandbox, clock: SessionClock? = nil) throws {
        self.sandbox = sandbox
        self.clock = clock ?? SharedTime(sandbox).clock
        facts = CloudFacts(
            projectID: sandbox.facts.projectID,
            exhaustedNetworkID: sandbox.facts.exhaustedNetworkID,
            strangerLoadBalancerID: sandbox.facts.strangerLoadBalancerID,
            nodes: try Self.nodes(in: Array(sandbox.nodesYAML.utf8))
        )
    }

    /// Stops the cloud.
    public func stop() async throws { try await sandbox.stop() }

    /// cloud.conf as occm is given it.
    public var configurationFile: String { sandbox.cloudConfig() }

    /// cloud.conf with a user's credentials.
    public func configuration(of user: CloudUser) throws -> CloudConfig {
        guard let user = SandboxUser(rawValue: user.rawValue) else { throw Deviation("the sandbox has no \(user)") }
        let (config, problems) = CloudConfig.parse(Array(sandbox.cloudConfig(for: user).utf8), file: "cloud.conf")
        try require(problems.isEmpty, "the sandbox's cloud.conf has problems: \(problems)")
        return config
    }

    /// Every load balancer fails: a fresh sandbox has only the scenario's, beside the stranger's.
    public func failWork(on name: String?) throws {
        sandbox.clearFaults()
        guard name != nil else { return }
        let collection = "/load-balancer/v2.0/lbaas/"
        sandbox.inject(FaultRule(nil, collection + "loadbalancers*", times: nil, .endInError))
        sandbox.inject(FaultRule(nil, collection + "*", times: nil, .endChildInError))
    }

    fileprivate static let epoch = Date(timeIntervalSince1970: 1_767_225_600)
}

/// One time for a sandbox and its client.
private final class SharedTime: Sendable {
    private let sandbox: Sandbox
    private let elapsed = Mutex(Duration.zero)

    init(_ sandbox: Sandbox) { self.sandbox = sandbox }

    var clock: SessionClock {
        SessionClock(
            now: { SandboxCloud.epoch.addingTimeInterval(self.uptime / .seconds(1)) },
            uptime: { self.uptime },
            sleep: { duration in
                try Task.checkCancellation()
                self.advance(by: duration)
                await Task.yield()
            }
        )
    }

    private var uptime: Duration { elapsed.withLock { $0 } }

    private func advance(by duration: Duration) {
        elapsed.withLock { $0 += duration }
        sandbox.advance(by: duration)
    }
}
