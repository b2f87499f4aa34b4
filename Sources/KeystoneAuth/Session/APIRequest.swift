public import CurlTransport

/// The OpenStack services that occm talks to, by their official type in the catalog
/// (OpenStack service-types-authority).
public enum ServiceType: String, Sendable, Hashable, CaseIterable {
    case loadBalancer = "load-balancer"
    case network
    case compute
    case keyManager = "key-manager"
}

/// One request to an OpenStack service, relative to the service's versioned root
/// (`…/v2.0` for Octavia and Neutron, `…/v2.1` for Nova, `…/v1` for Barbican).
public struct APIRequest: Sendable {
    /// The service.
    public var service: ServiceType
    /// The method.
    public var method: HTTPMethod
    /// The path below the service's versioned root, with a leading slash and escaped segments: `/lbaas/loadbalancers`.
    public var path: String
    /// The query's items in order, not escaped yet.
    public var query: [(name: String, value: String)]
    /// The JSON body.
    public var body: [UInt8]?
    /// The `resource_verb` under which the call is counted and rate limited: `loadbalancer_create`.
    public var operation: String
    /// The microversion to ask for, where the service has them (`2.90`).
    public var microversion: String?
    /// The condition on which a change is made, for services that check it: `revision_number=7` (Neutron).
    public var ifMatch: String?
    /// The status codes that are success.
    public var success: Set<Int>
    /// How long the exchange may take; `nil` takes the session's default.
    public var timeout: Duration?

    /// Creates a request.
    public init(
        _ service: ServiceType,
        _ method: HTTPMethod,
        _ path: String,
        query: [(name: String, value: String)] = [],
        body: [UInt8]? = nil,
        operation: String,
        microversion: String? = nil,
        success: Set<Int> = [200, 201, 202, 204],
        timeout: Duration? = nil
    ) {
        self.service = service
        self.method = method
        self.path = path
        self.query = query
        self.body = body
        self.operation = operation
        self.microversion = microversion
        self.success = success
        self.timeout = timeout
    }
}

/// A successful answer of an OpenStack service.
public struct APIResponse: Sendable {
    /// The status code.
    public var status: Int
    /// The header fields.
    public var headers: HTTPHeaders
    /// The body, JSON unless empty.
    public var body: [UInt8]
    /// `x-openstack-request-id`, by which the cloud's logs can be searched.
    public var requestID: String?

    /// Creates an answer.
    public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = [], requestID: String? = nil) {
        self.status = status
        self.headers = headers
        self.body = body
        self.requestID = requestID
    }
}

/// Something that sends authenticated requests to OpenStack: ``Session`` in the program, a script in tests.
public protocol OpenStackSession: Sendable {
    /// Sends the request with a valid token, retrying where that is safe, and returns the answer if it is a success.
    func send(_ request: APIRequest) async throws(OpenStackError) -> APIResponse

    /// The id of the project that the token is scoped to. Every list is filtered by it and checked against it.
    func projectID() async throws(OpenStackError) -> String

    /// The versions that the service's root document offers, oldest first as listed there (Octavia: `v2.0` … `v2.N`).
    func versions(of service: ServiceType) async throws(OpenStackError) -> [String]
}
