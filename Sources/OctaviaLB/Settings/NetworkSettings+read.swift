import KeystoneAuth
import Kubernetes
import LoadBalancerModel

extension NetworkSettings {
    /// Resolves ids by the Go OCCM's precedence: the annotation wins over the class and the class over cloud.conf, but for
    /// an external Service the class wins where the VIP and the floating IP are made.
    static func read(
        _ service: Service,
        _ config: CloudConfig,
        isInternal: Bool,
        _ reader: inout AnnotationReader
    ) -> Self {
        let defaults = config.loadBalancer
        let chosen = chosenClass(config, &reader)
        let subnet = reader.read(Annotations.subnetID)?.nonEmpty
        let network = reader.read(Annotations.networkID)?.nonEmpty
        let member = reader.read(Annotations.memberSubnetID)?.nonEmpty
        var settings = Self()
        settings.subnetID = subnet ?? chosen.subnetID?.nonEmpty ?? defaults.subnetID?.nonEmpty
        settings.networkID = network ?? chosen.networkID?.nonEmpty ?? defaults.networkID?.nonEmpty
        settings.memberSubnetID =
            member ?? chosen.memberSubnetID?.nonEmpty ?? defaults.memberSubnetID?.nonEmpty
            ?? defaults.subnetID?.nonEmpty ?? settings.subnetID
        settings.address = service.spec.loadBalancerIP.nonEmpty
        settings.vip = vip(service, settings, isInternal ? .init() : chosen, isInternal: isInternal, &reader)
        settings.readFloating(chosen, defaults, &reader)
        return settings
    }

    private static func chosenClass(
        _ config: CloudConfig,
        _ reader: inout AnnotationReader
    ) -> CloudConfig.LoadBalancerClass {
        guard let name = reader.read(Annotations.loadBalancerClass)?.nonEmpty else { return .init() }
        if let found = config.loadBalancerClasses[name] { return found }
        let known = config.loadBalancerClasses.keys.sorted().joined(separator: ", ")
        reader.refuse(
            "unknown-class",
            "annotation \(Annotations.loadBalancerClass.facts.key): cloud.conf has no [LoadBalancerClass \"\(name)\"]; "
                + (known.isEmpty ? "it has no classes" : "it has \(known)")
        )
        return .init()
    }

    private static func vip(
        _ service: Service,
        _ settings: Self,
        _ preferred: CloudConfig.LoadBalancerClass,
        isInternal: Bool,
        _ reader: inout AnnotationReader
    ) -> VIPSpec {
        let isV6 = service.spec.ipFamilies.first == .ipv6
        let address = isInternal || isV6 ? settings.address : nil
        if let port = reader.read(Annotations.portID)?.nonEmpty { return VIPSpec(portID: port) }
        return VIPSpec(
            subnetID: preferred.subnetID?.nonEmpty ?? settings.subnetID,
            networkID: preferred.networkID?.nonEmpty ?? settings.networkID,
            address: address
        )
    }

    private mutating func readFloating(
        _ chosen: CloudConfig.LoadBalancerClass,
        _ defaults: CloudConfig.LoadBalancer,
        _ reader: inout AnnotationReader
    ) {
        let network = reader.read(Annotations.floatingNetworkID)
        let subnet = reader.read(Annotations.floatingSubnetID)
        floatingNetworkID = chosen.floatingNetworkID?.nonEmpty ?? (network ?? defaults.floatingNetworkID)?.nonEmpty
        floatingSubnetID =
            chosen.floatingSubnetID?.nonEmpty ?? subnet?.nonEmpty ?? defaults.floatingSubnetID?.nonEmpty
        let patterns = [
            defaults.floatingSubnet, defaults.floatingSubnetTags, chosen.floatingSubnet, chosen.floatingSubnetTags,
        ]
        if floatingSubnetID == nil, patterns.contains(where: { $0?.nonEmpty != nil }) {
            reader.refuse(
                "unsupported-configuration",
                "cloud.conf floating-subnet and floating-subnet-tags are not available in this release; "
                    + "use floating-subnet-id"
            )
        }
    }
}
