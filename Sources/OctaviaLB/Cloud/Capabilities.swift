import KeystoneAuth
import LoadBalancerModel
import OpenStackAPI

extension ProviderCapabilities {
    /// What an Octavia of that version and that provider can do.
    ///
    /// ovn's gaps: octavia `doc/source/user/feature-classification` (provider feature matrix). Other providers are taken
    /// to be complete: what they lack, they refuse with a message of their own.
    init(features: OctaviaFeatures, config: CloudConfig.LoadBalancer) {
        let isOVN = config.provider == "ovn"
        self.init(
            timeouts: features.timeouts && !isOVN,
            allowedCIDRs: features.allowedCIDRs && !isOVN,
            flavors: features.flavors && !isOVN,
            availabilityZones: features.availabilityZones && !isOVN,
            httpMonitorsOnUDP: features.httpMonitorsOnUDP && !isOVN,
            httpMonitors: !isOVN,
            populatedCreate: !config.providerRequiresSerialAPICalls,
            batchMembers: !config.providerRequiresSerialAPICalls,
            listenerProtocols: Self.protocols(["TCP", "UDP", "HTTP", "HTTPS"], features, isOVN: isOVN),
            poolProtocols: Self.protocols(["TCP", "UDP", "HTTP", "HTTPS", "PROXY"], features, isOVN: isOVN),
            algorithms: isOVN ? ["SOURCE_IP_PORT"] : nil,
            sessionPersistence: !isOVN,
            connectionLimit: !isOVN,
            cascadeDelete: config.cascadeDelete
        )
    }

    /// The protocols of Octavia's first releases, and those that came later; ovn balances packets and knows nothing else.
    private static func protocols(_ first: Set<String>, _ features: OctaviaFeatures, isOVN: Bool) -> Set<String> {
        var known = isOVN ? ["TCP", "UDP"] : first
        if features.sctp { known.insert("SCTP") }
        if features.proxyV2, first.contains("PROXY"), !isOVN { known.insert("PROXYV2") }
        return known
    }
}
