import FoundationEssentials
public import KeystoneAuth

/// A real OpenStack on loopback, as Tests/Integration/openstack/up.sh starts it.
public struct OpenStackCloud: ScenarioCloud {
    /// What it starts with.
    public let facts: CloudFacts
    /// The machine's time.
    public let clock = SessionClock.system
    /// Six random letters and digits.
    public let run: String
    private let folder: String

    /// Finds the cloud by the folder in which it keeps its state.
    public init(folder: String) throws {
        self.folder = folder
        // Letters of a random UUID: two runs at once must not find each other's load balancers.
        run = String(UUID().uuidString.lowercased().prefix(6))
        let read = { (name: String) in try Self.contents(of: "\(folder)/\(name)") }
        let stored = try JSONDecoder().decode(StoredFacts.self, from: Data(try read("facts.json")))
        facts = CloudFacts(
            projectID: stored.projectID,
            exhaustedNetworkID: stored.exhaustedNetworkID,
            strangerLoadBalancerID: stored.stranger.loadBalancerID,
            nodes: try Self.nodes(in: try read("nodes.yaml"))
        )
    }

    /// cloud.conf as occm is given it.
    public var configurationFile: String {
        get throws { String(decoding: try Self.contents(of: "\(folder)/cloud.conf"), as: UTF8.self) }
    }

    /// cloud.conf with a user's credentials.
    public func configuration(of user: CloudUser) throws -> CloudConfig {
        var config = try load("\(folder)/cloud.conf", environment: [:])
        let clouds = ["OS_CLIENT_CONFIG_FILE": "\(folder)/clouds.yaml", "OS_CLOUD": user.rawValue]
        config.global = try load(nil, environment: clouds).global
        return config
    }

    /// The amphora driver reads the file before each piece of work (drivers/occm_loopback/octavia_amphora.py).
    public func failWork(on name: String?) throws {
        let file = URL(filePath: "\(folder)/run/octavia-fail")
        if let name {
            try Data(name.utf8).write(to: file, options: .atomic)
        } else if FileManager.default.fileExists(atPath: file.path) {
            try FileManager.default.removeItem(at: file)
        }
    }

    private func load(_ path: String?, environment: [String: String]) throws -> CloudConfig {
        let loaded = ConfigurationLoader(environment: environment).load(cloudConfig: path)
        try require(loaded.isUsable, "the cloud's configuration can't be used: \(loaded.problems)")
        return loaded.config
    }

    private static func contents(of path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Deviation("\(path) can't be read; start the cloud with Tests/Integration/openstack/up.sh")
        }
        return [UInt8](data)
    }
}

/// The part of facts.json that scenarios use.
private struct StoredFacts: Decodable {
    struct Stranger: Decodable {
        var loadBalancerID: String

        private enum CodingKeys: String, CodingKey {
            case loadBalancerID = "load_balancer_id"
        }
    }

    var projectID: String
    var exhaustedNetworkID: String
    var stranger: Stranger

    private enum CodingKeys: String, CodingKey {
        case stranger
        case projectID = "project_id"
        case exhaustedNetworkID = "exhausted_network_id"
    }
}
