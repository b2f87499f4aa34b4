import KeystoneAuth

/// A size that servers come in (Compute API, "Flavors").
public struct Flavor: AddressableResource {
    /// Its id.
    public let id: ID<Flavor>
    /// Its name; unique.
    public let name: String
    /// Flavors belong to the cloud.
    public var projectID: String? { nil }

    /// Where the collection is.
    public static let endpoint = Endpoint<Self>(
        service: .compute,
        path: "/flavors",
        singular: "flavor",
        plural: "flavors",
        operation: "flavor",
        scope: .visible
    )

    private enum CodingKeys: CodingKey { case id, name }
}
