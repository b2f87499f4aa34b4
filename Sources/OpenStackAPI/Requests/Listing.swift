import CurlTransport
import KeystoneAuth

/// A listing of one collection, read page by page by `OpenStackSession.list`.
public struct Listing<Item: Resource>: Sendable {
    let endpoint: Endpoint<Item>
    let filters: [Filter<Item>]

    /// How many objects to ask for a page, at most; a service's own limit may be lower. `nil` leaves it to the service:
    /// an Octavia without a limit adds a link to an empty page to every list.
    public var pageSize: Int?
    /// The microversion to ask for, where the service has them.
    public var microversion: String?

    init(endpoint: Endpoint<Item>, filters: [Filter<Item>], pageSize: Int? = 1000) {
        self.endpoint = endpoint
        self.filters = filters
        self.pageSize = pageSize
    }

    /// Whether only objects of the token's project count.
    var isOwnedByProject: Bool { endpoint.scope == .project }

    /// The call for the page after `marker`. Filters are repeated on every page: Octavia drops them from its own links.
    func page(after marker: String?, project: String?) -> APIRequest {
        var query = filters.map { (name: $0.name, value: $0.value) }
        if let project { query.append((name: "project_id", value: project)) }
        if let pageSize { query.append((name: "limit", value: String(pageSize))) }
        if let marker { query.append((name: "marker", value: marker)) }
        return APIRequest(
            endpoint.service,
            .get,
            endpoint.path,
            query: query,
            operation: "\(endpoint.operation)_list",
            microversion: microversion
        )
    }
}
