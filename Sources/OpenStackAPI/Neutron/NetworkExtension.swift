import KeystoneAuth

/// An extension that this Neutron has (Network API, "Extensions").
public struct NetworkExtension: Resource {
    /// Its short name: `quota_details`, `extraroute-atomic`, …
    public let alias: String
    /// Extensions belong to the cloud.
    public var projectID: String? { nil }

    /// Lists the extensions.
    public static func list() -> Listing<Self> {
        // Extensions are not paged, and Neutron knows no parameters here.
        Listing(endpoint: endpoint, filters: [], pageSize: nil)
    }

    private static let endpoint = Endpoint<Self>(
        service: .network,
        path: "/extensions",
        singular: "extension",
        plural: "extensions",
        operation: "network_extension",
        scope: .visible
    )

    private enum CodingKeys: CodingKey { case alias }
}
