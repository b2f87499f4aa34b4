import CloudProvider
import KeystoneAuth
import OpenStackAPI
import Planning

/// Makes an instance, as a Node should show it, of what Nova and Neutron told about a server. Pure: the same input gives the
/// same instance, in the same order.
struct InstanceDerivation: Sendable {
    /// `[Networking]` of cloud.conf.
    let networking: CloudConfig.Networking
    /// The order of addresses.
    let sortOrder: AddressSortOrder
    /// `region` of cloud.conf.
    let region: String?
    /// Whether provider ids name the region.
    let isRegional: Bool

    /// A derivation by the rules of a cloud.conf.
    init(config: CloudConfig, isRegional: Bool = false) {
        networking = config.networking
        sortOrder = AddressSortOrder(config.networking.addressSortOrder)
        region = config.global.region.flatMap { $0.isEmpty ? nil : $0 }
        self.isRegional = isRegional
    }

    /// The instance that a server is.
    func instance(of server: Server, in snapshot: ServerSnapshot) -> Instance {
        var notes: [Note] = []
        let found = addresses(of: server, in: snapshot, &notes)
        let type = instanceType(of: server, in: snapshot, &notes)
        return Instance(
            providerID: providerID(of: server),
            addresses: sortOrder.sorted(found),
            instanceType: type,
            zone: zone(of: server),
            region: region.map { Derived($0, from: "region in [Global]") },
            isShutDown: Self.shutDown.contains(server.status),
            notes: notes
        )
    }

    /// The Go OCCM knows SHUTOFF only; the others are shut down just as well.
    private static let shutDown: Set<ServerStatus> = [.shutOff, .shelved, .shelvedOffloaded, .softDeleted]

    private func providerID(of server: Server) -> Derived<String> {
        let id = ProviderID(region: isRegional ? region ?? "" : "", server: server.id)
        return Derived("\(id)", from: isRegional ? "server id and region (OS_CCM_REGIONAL)" : "server id")
    }

    private func zone(of server: Server) -> Derived<String>? {
        let name = server.availabilityZone ?? ""
        let label = LabelValue.sanitised(name)
        guard !label.isEmpty else { return nil }
        return Derived(
            label,
            from: label == name ? "availability zone" : "availability zone \"\(name)\", made a label value"
        )
    }

    /// The flavor's name, or its id where the name can't be a label.
    private func instanceType(of server: Server, in snapshot: ServerSnapshot, _ notes: inout [Note]) -> Derived<String>?
    {
        let flavor = server.flavor
        if let name = flavor.originalName, LabelValue.accepts(name) { return Derived(name, from: "flavor name") }
        let id = flavor.id ?? snapshot.flavorNames.first { $0.value == flavor.originalName }?.key
        let name = id.flatMap { snapshot.flavorNames[$0] }
        if let name, LabelValue.accepts(name) { return Derived(name, from: "name of flavor \(id?.rawValue ?? "")") }
        if let name, let id, LabelValue.accepts(id.rawValue) {
            return Derived(id.rawValue, from: "flavor id, since its name \"\(name)\" is no label value")
        }
        let what = flavor.originalName.map { "flavor \"\($0)\"" } ?? "flavor \(id?.rawValue ?? "")"
        let why =
            name == nil ? "is not among the cloud's flavors any more" : "has neither a name nor an id that fits a label"
        notes.append(
            Note(
                .warning,
                "no-instance-type",
                "server \(server.name): its \(what) \(why); the Node gets no instance type"
            )
        )
        return nil
    }
}
