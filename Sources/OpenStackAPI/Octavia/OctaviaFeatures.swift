public import KeystoneAuth

/// What an Octavia of a certain version offers (Octavia's API version history).
public struct OctaviaFeatures: Sendable, Hashable {
    /// The newest version that the service offers.
    public let version: OctaviaVersion

    /// The oldest version that occm works with: tags, by which it knows what is its own, came with 2.5.
    public static let oldestSupported = OctaviaVersion(2, 5)

    /// The features of that version.
    ///
    /// Throws `.configuration` for a version without tags.
    public init(version: OctaviaVersion) throws(OpenStackError) {
        guard version >= Self.oldestSupported else {
            throw OpenStackError(
                .configuration,
                """
                This Octavia offers API \(version), and occm needs \(Self.oldestSupported) or later: without tags it \
                could not tell its own load balancers from others. Ask the cloud's operator for a newer Octavia.
                """
            )
        }
        self.version = version
    }

    /// The features of the newest of the versions that a service's root document lists.
    ///
    /// Throws `.invalidResponse` if none of them can be read, `.configuration` if all are too old.
    public init(versions: [String]) throws(OpenStackError) {
        guard let newest = versions.compactMap(OctaviaVersion.init).max() else {
            throw OpenStackError(
                .invalidResponse,
                """
                Octavia's version document names no version of the form v2.N (it names: \
                \(versions.isEmpty ? "none" : versions.joined(separator: ", "))). \
                Set octavia-api-version in cloud.conf if the cloud hides it.
                """
            )
        }
        try self.init(version: newest)
    }

    /// Listener timeouts.
    public var timeouts: Bool { has(2, 1) }
    /// Flavors.
    public var flavors: Bool { has(2, 6) }
    /// `allowed_cidrs` of listeners.
    public var allowedCIDRs: Bool { has(2, 12) }
    /// The algorithm SOURCE_IP_PORT.
    public var sourceIPPort: Bool { has(2, 13) }
    /// Availability zones.
    public var availabilityZones: Bool { has(2, 14) }
    /// HTTP health monitors and monitor ports on UDP pools.
    public var httpMonitorsOnUDP: Bool { has(2, 16) }
    /// Pools that speak PROXYV2.
    public var proxyV2: Bool { has(2, 22) }
    /// Listeners, pools and monitors that speak SCTP.
    public var sctp: Bool { has(2, 23) }

    private func has(_ major: Int, _ minor: Int) -> Bool { version >= OctaviaVersion(major, minor) }
}
