public import CurlTransport
public import FoundationEssentials

/// Authenticated requests to OpenStack's services.
///
/// Flow of a request: a good token → the service's endpoint from the token's catalog → the service's pace → the
/// exchange, again where ``RetryPolicy`` allows → after a 401 once more with a new token → the answer, or an error.
///
/// Guarantees: a change is sent again only if it certainly was not made (no connection, 401, 429); one token renewal
/// at a time; no secret in any error; no change while the gate is shut.
/// Assumptions: the transport verifies certificates as the configuration says.
/// Failure: ``OpenStackError``, with what to do about it and the id to search the cloud's logs for.
public final class Session: OpenStackSession {
    private let configuration: CloudConfig
    private let options: SessionOptions
    private let credentials: Credentials
    private let courier: Courier
    private let keystone: Keystone
    private let tokens: TokenStore
    private let discovery: VersionDiscovery
    private let interface: EndpointInterface
    private let timeout: Duration

    /// Creates a session; nothing is sent before the first request.
    /// - Parameters:
    ///   - gate: Is asked before each change is sent.
    ///   - observer: Is told of every HTTP exchange.
    ///   - random: A number in 0..<1, for jitter.
    /// - Throws: `.configuration` if `[Global]` has no complete credentials.
    public init(
        configuration: CloudConfig,
        transport: any HTTPTransport,
        options: SessionOptions = SessionOptions(),
        clock: SessionClock = .system,
        gate: MutationGate = MutationGate(),
        observer: (any SessionObserver)? = nil,
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) throws(OpenStackError) {
        do throws(CredentialsError) {
            credentials = try Credentials(configuration.global)
        } catch {
            throw OpenStackError(.configuration, error.description)
        }
        self.configuration = configuration
        self.options = options
        let limit = configuration.metadata.requestTimeout
        timeout = limit > .zero ? limit : .seconds(60)
        interface = configuration.global.endpointType.flatMap { EndpointInterface($0) } ?? .public
        courier = Courier(
            transport: transport,
            clock: clock,
            policy: options.retries,
            limiter: RequestLimiter(rates: options.rates, clock: clock),
            gate: gate,
            observer: observer,
            random: random
        )
        let keystone = Keystone(
            credentials: credentials,
            courier: courier,
            userAgent: options.userAgent,
            timeout: timeout
        )
        self.keystone = keystone
        tokens = TokenStore(clock: clock) { () async throws(OpenStackError) in try await keystone.token() }
        discovery = VersionDiscovery(clock: clock)
    }

    /// Sends the request with a valid token, retrying where that is safe, and returns the answer if it is a success.
    public func send(_ request: APIRequest) async throws(OpenStackError) -> APIResponse {
        let (call, response) = try await deliver(to: request.service) { endpoint, token in
            self.call(request, endpoint, token)
        }
        guard request.success.contains(response.status) else {
            var error = OpenStackError(response, to: call).without(credentials.secrets)
            error.retryAfter = courier.retryAfter(of: response)
            throw error
        }
        return APIResponse(
            status: response.status,
            headers: response.headers,
            body: response.body,
            requestID: response.requestID
        )
    }

    /// The token that requests use now: whose it is, for what, until when.
    public func token() async throws(OpenStackError) -> Token {
        do throws(OpenStackError) {
            return try await tokens.token()
        } catch {
            throw error.without(credentials.secrets)
        }
    }

    /// The token that was received last, whether it is still good or not; nothing is sent.
    public func heldToken() async -> Token? { await tokens.current }

    /// The id of the project that the token is scoped to. Every list is filtered by it and checked against it.
    public func projectID() async throws(OpenStackError) -> String {
        guard let project = try await token().project else {
            let remedy = "Set tenant-id, or tenant-name and tenant-domain-name, in [Global]."
            throw OpenStackError(.configuration, "The token is for no project. \(remedy)")
        }
        return project.id
    }

    /// The versions that the service's root document offers, oldest first. They are asked for once an hour, so that an
    /// upgraded cloud is noticed; a failure is an error and is not kept.
    public func versions(of service: ServiceType) async throws(OpenStackError) -> [String] {
        if service == .loadBalancer, let version = configuration.loadBalancer.octaviaAPIVersion.flatMap(APIVersion.init)
        {
            return [version.description]
        }
        return try await discovery.versions(of: service) { () async throws(OpenStackError) in
            try await self.discover(service)
        }
    }

    /// Where the service's requests go.
    public func endpoint(of service: ServiceType) async throws(OpenStackError) -> ServiceEndpoint {
        try endpoint(of: service, in: try await token())
    }

    /// When the application credential that is used expires; `nil`: never, or there is none.
    public func applicationCredentialExpiry() async throws(OpenStackError) -> Date? {
        try await keystone.applicationCredentialExpiry(try await token())
    }
}

extension Session {
    private func endpoint(of service: ServiceType, in token: Token) throws(OpenStackError) -> ServiceEndpoint {
        try token.catalog.endpoint(of: service, region: configuration.global.region, interface: interface)
    }

    /// Delivers a call, and once more with a new token if the first one was refused.
    private func deliver(
        to service: ServiceType,
        _ makeCall: (ServiceEndpoint, Token) -> Call
    ) async throws(OpenStackError) -> (Call, HTTPResponse) {
        do throws(OpenStackError) {
            let token = try await tokens.token()
            let call = makeCall(try endpoint(of: service, in: token), token)
            let response = try await courier.deliver(call)
            guard response.status == 401 else { return (call, response) }
            let successor = try await tokens.token(after: token)
            let repeated = makeCall(try endpoint(of: service, in: successor), successor)
            return (repeated, try await courier.deliver(repeated))
        } catch {
            throw error.without(credentials.secrets)
        }
    }

    private func call(_ request: APIRequest, _ endpoint: ServiceEndpoint, _ token: Token) -> Call {
        let url = ServiceURL.url(endpoint.base, request.path, query: request.query)
        var message = self.request(request.method, url, token)
        message.body = request.body
        message.timeout = request.timeout ?? timeout
        if request.body != nil { message.headers["Content-Type"] = "application/json" }
        if let condition = request.ifMatch { message.headers["If-Match"] = condition }
        if let microversion = request.microversion {
            message.headers["OpenStack-API-Version"] = "\(request.service.rawValue) \(microversion)"
        }
        return Call(service: request.service.rawValue, operation: request.operation, request: message)
    }

    private func request(_ method: HTTPMethod, _ url: String, _ token: Token) -> HTTPRequest {
        let headers: HTTPHeaders = [
            "Accept": "application/json",
            "User-Agent": options.userAgent,
            "X-Auth-Token": token.value.reveal(),
        ]
        return HTTPRequest(method, url, headers: headers, timeout: timeout)
    }

    private func discover(_ service: ServiceType) async throws(OpenStackError) -> [String] {
        let (call, response) = try await deliver(to: service) { endpoint, token in
            let request = self.request(.get, endpoint.root, token)
            return Call(service: service.rawValue, operation: "version_list", request: request)
        }
        // 300 is how several services answer at their root: "Multiple Choices".
        guard [200, 300].contains(response.status), let versions = VersionDocument.versions(in: response.body) else {
            throw VersionDocument.unreadable(response, service, call).without(credentials.secrets)
        }
        return versions
    }
}
