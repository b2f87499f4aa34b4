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
            listenerProtocols: isOVN ? ["TCP", "UDP", "SCTP"] : nil,
            algorithms: isOVN ? ["SOURCE_IP_PORT"] : nil,
            sessionPersistence: !isOVN,
            connectionLimit: !isOVN,
            cascadeDelete: config.cascadeDelete
        )
    }
}
