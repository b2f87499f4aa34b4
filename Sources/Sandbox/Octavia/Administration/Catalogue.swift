import OrderedCollections

/// Something that administrators define and users refer to: a flavor, an availability zone or a profile of one.
protocol CatalogueEntry: OctaviaResource {
    /// What a creation may say.
    static var creation: Schema { get }
    /// What an update may say.
    static var update: Schema { get }
    /// The attribute by which paths name an entry.
    static var key: String { get }
    /// Whether only administrators may look.
    static var isAdministrative: Bool { get }

    /// Creates an entry with the attributes that it shows.
    init(attributes: JSONObject)

    /// Refuses an entry that refers to what does not exist.
    func check(in state: OctaviaState) throws(OctaviaFault)
}

extension CatalogueEntry {
    static var key: String { "id" }
    static var isAdministrative: Bool { false }
    func check(in state: OctaviaState) throws(OctaviaFault) {}
}

/// A flavor: a named choice of a provider's options.
struct Flavor: CatalogueEntry {
    static let singular = "flavor"
    static let plural = "flavors"
    static let title = "Flavor"
    static let filters: Set<String> = ["description", "enabled", "flavor_profile_id"]
    static var table: WritableKeyPath<OctaviaState, Table<Flavor>> { \.flavors }
    static let creation = Schema(
        .required("name", .string(max: 255)),
        .defaulted("description", .string(max: 255), ""),
        .defaulted("enabled", .boolean, true),
        .required("flavor_profile_id", .uuid)
    )
    static let update = Schema(
        .optional("name", .string(max: 255)),
        .optional("description", .string(max: 255)),
        .optional("enabled", .boolean)
    )
    var attributes: JSONObject

    func check(in state: OctaviaState) throws(OctaviaFault) {
        let profile = attributes.text("flavor_profile_id") ?? ""
        guard state.flavorProfiles[profile] != nil else { throw .invalidOption(profile, "flavor_profile_id") }
    }
}

/// The options of a provider that a flavor chooses.
struct FlavorProfile: CatalogueEntry {
    static let singular = "flavorprofile"
    static let plural = "flavorprofiles"
    static let title = "Flavor Profile"
    static let filters: Set<String> = ["provider_name", "flavor_data"]
    static var table: WritableKeyPath<OctaviaState, Table<FlavorProfile>> { \.flavorProfiles }
    static let isAdministrative = true
    static let creation = Schema(
        .required("name", .string(max: 255)),
        .required("provider_name", .string(max: 255)),
        .required("flavor_data", .string(max: 4096))
    )
    static let update = Schema(
        .optional("name", .string(max: 255)),
        .optional("provider_name", .string(max: 255)),
        .optional("flavor_data", .string(max: 4096))
    )
    var attributes: JSONObject

    func check(in state: OctaviaState) throws(OctaviaFault) {
        let provider = attributes.text("provider_name") ?? ""
        try state.check(
            options: attributes.text("flavor_data") ?? "",
            "flavor_data",
            OctaviaState.flavorOptions,
            provider
        )
    }
}

/// An availability zone: where a load balancer may be put.
struct AvailabilityZone: CatalogueEntry {
    static let singular = "availability_zone"
    static let plural = "availability_zones"
    static let title = "Availability Zone"
    static let filters: Set<String> = ["description", "enabled", "availability_zone_profile_id"]
    static var table: WritableKeyPath<OctaviaState, Table<AvailabilityZone>> { \.availabilityZones }
    static let key = "name"
    static let creation = Schema(
        .required("name", .string(max: 255)),
        .defaulted("description", .string(max: 255), ""),
        .defaulted("enabled", .boolean, true),
        .required("availability_zone_profile_id", .uuid)
    )
    static let update = Schema(.optional("description", .string(max: 255)), .optional("enabled", .boolean))
    var attributes: JSONObject

    var id: String { attributes.text("name") ?? "" }

    func check(in state: OctaviaState) throws(OctaviaFault) {
        let profile = attributes.text("availability_zone_profile_id") ?? ""
        guard state.availabilityZoneProfiles[profile] != nil else {
            throw .invalidOption(profile, "availability_zone_profile_id")
        }
    }
}

/// The options of a provider that an availability zone chooses.
struct AvailabilityZoneProfile: CatalogueEntry {
    static let singular = "availability_zone_profile"
    static let plural = "availability_zone_profiles"
    static let title = "Availability Zone Profile"
    static let filters: Set<String> = ["provider_name", "availability_zone_data"]
    static var table: WritableKeyPath<OctaviaState, Table<AvailabilityZoneProfile>> { \.availabilityZoneProfiles }
    static let isAdministrative = true
    static let creation = Schema(
        .required("name", .string(max: 255)),
        .required("provider_name", .string(max: 255)),
        .required("availability_zone_data", .string(max: 4096))
    )
    static let update = Schema(
        .optional("name", .string(max: 255)),
        .optional("provider_name", .string(max: 255)),
        .optional("availability_zone_data", .string(max: 4096))
    )
    var attributes: JSONObject

    func check(in state: OctaviaState) throws(OctaviaFault) {
        let provider = attributes.text("provider_name") ?? ""
        let options = attributes.text("availability_zone_data") ?? ""
        try state.check(options: options, "availability_zone_data", OctaviaState.zoneOptions, provider)
    }
}
