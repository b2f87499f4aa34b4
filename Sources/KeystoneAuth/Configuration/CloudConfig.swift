/// What occm is told about the cloud: cloud.conf, completed by clouds.yaml.
///
/// The keys, their defaults and their meaning are those of the Go cloud controller manager, so that a cloud.conf works
/// with both; docs/reference/cloud-conf.md lists them.
public struct CloudConfig: Sendable, Hashable {
    /// `[Global]`: who we are and where Keystone is.
    public var global = Global()
    /// `[LoadBalancer]`: defaults for load balancers.
    public var loadBalancer = LoadBalancer()
    /// `[LoadBalancerClass "name"]` by name; names are case-sensitive.
    public var loadBalancerClasses: [String: LoadBalancerClass] = [:]
    /// `[Networking]`: which networks nodes' addresses are taken from.
    public var networking = Networking()
    /// `[Route]`: pod routes.
    public var route = Route()
    /// `[Metadata]`: the metadata service and the time limit of requests.
    public var metadata = Metadata()
    /// Where the value of each key came from, for every key that has no default value.
    public internal(set) var origins: [KeyName: Origin] = [:]

    /// Creates a configuration in which every key has its default.
    public init() {}

    /// A key with its section.
    public struct KeyName: Sendable, Hashable {
        /// The section as its header is written, without brackets: `Global`, `LoadBalancerClass "dmz"`.
        public var section: String
        /// The key in lower case.
        public var key: String
    }

    /// Where a value came from.
    public enum Origin: Sendable, Hashable, CustomStringConvertible {
        /// A line of cloud.conf.
        case file(String, line: Int)
        /// An entry of clouds.yaml, with what was merged into it.
        case clouds(file: String, cloud: String)
        /// Nothing was said.
        case standard

        /// `cloud.conf:12`, `clouds.yaml (cloud "prod")` or `default`.
        public var description: String {
            switch self {
            case .file(let file, let line): "\(file):\(line)"
            case .clouds(let file, let cloud): "\(file) (cloud \"\(cloud)\")"
            case .standard: "default"
            }
        }
    }
}
