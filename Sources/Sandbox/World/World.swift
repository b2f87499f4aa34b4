/// Everything that the sandbox knows: four services, the faults to come and the calls so far. A value; time and requests move it on.
struct World: Sendable {
    var keystone: KeystoneState
    var neutron: NeutronState
    var nova: NovaState
    var octavia: OctaviaState
    var faults = FaultTable()
    var journal = Journal()
    var settings = SandboxSettings() {
        didSet { applySettings() }
    }
    /// `http://127.0.0.1:PORT`, once the server listens.
    var origin = ""
    private var ids: Identifiers

    /// Creates a world without projects and networks; equal seeds give equal ids.
    init(seed: UInt64) {
        ids = Identifiers(seed: seed)
        keystone = KeystoneState(ids: Identifiers(seed: ids.next()))
        neutron = NeutronState(ids: Identifiers(seed: ids.next()))
        octavia = OctaviaState(seed: ids.next())
        nova = NovaState(ids: Identifiers(seed: seed ^ 0x6E6F_7661))
    }

    /// The services that the sandbox serves, each below its own prefix.
    enum Service: String, CaseIterable {
        case identity
        case network = "networking"
        case compute
        case loadBalancer = "load-balancer"
    }

    /// A service's root as clients see it.
    func url(of service: Service) -> String { "\(origin)/\(service.rawValue)" }

    /// An id of this world's own.
    mutating func newID() -> String { ids.uuid() }

    /// An id as Keystone writes them.
    mutating func newHexID() -> String { ids.hexID() }

    /// Completes what is due, then answers one request.
    mutating func reply(to request: IncomingRequest, now: Instant) -> Reply {
        octavia.advance(to: now, network: &neutron)
        guard !request.path.hasPrefix(AdminAPI.root) else { return Reply(ending: .answer(administer(request))) }
        let token = request.header("X-Auth-Token")
        let fault = faults.strike(method: request.method, path: request.path)
        if fault == .expireToken, let token { keystone.revoke(token) }
        let caller = token.flatMap { keystone.caller(token: $0, now: now) }
        let requestID = "req-" + ids.uuid()
        let place = journal.record(RecordedCall(request, userID: caller?.userID, requestID: requestID))
        let reply = carryOut(request, caller: caller, fault: fault, now: now)
        journal.setStatus(reply.status, at: place)
        return reply.with(requestID: requestID)
    }

    /// Does to a request what a fault says, or just answers it.
    private mutating func carryOut(
        _ request: IncomingRequest,
        caller: Caller?,
        fault: FaultRule.Action?,
        now: Instant
    ) -> Reply {
        if let outcome = fault?.octaviaOutcome { octavia.endNext(outcome) }
        defer { octavia.upcomingOutcomes.removeAll() }
        return FaultRule.Action.reply(under: fault) { answer(request, caller: caller, now: now) }
    }

    /// The answer of the service that the path names.
    private mutating func answer(_ request: IncomingRequest, caller: Caller?, now: Instant) -> SandboxResponse {
        let segments = request.path.split(separator: "/")
        guard let name = segments.first, let service = Service(rawValue: String(name)) else {
            return SandboxResponse(status: 404, json: ["message": "The sandbox serves no such path; try /identity/v3."])
        }
        let call = SandboxRequest(
            method: request.method,
            path: "/" + segments.dropFirst().joined(separator: "/"),
            query: request.query,
            headers: request.headers,
            body: request.body,
            caller: caller ?? Caller(userID: "", projectID: ""),
            baseURL: url(of: service)
        )
        if caller == nil && !service.isOpen(call.path) {
            return SandboxFault.unauthorized.keystoneResponse(authenticateAt: url(of: .identity) + "/v3")
        }
        return handle(call, by: service, now: now)
    }

    /// Answers a request as if a user's token had come with it; neither fault nor journal sees it.
    mutating func answer(_ request: IncomingRequest, as user: SandboxUser, now: Instant) -> SandboxResponse {
        octavia.advance(to: now, network: &neutron)
        return answer(request, caller: keystone.caller(of: user), now: now)
    }

    private mutating func handle(_ call: SandboxRequest, by service: Service, now: Instant) -> SandboxResponse {
        switch service {
        case .identity: keystone.handle(call, now: now)
        case .network: neutron.handle(call, now: now)
        case .compute: nova.handle(call, now: now, neutron: &neutron)
        case .loadBalancer: octavia.handle(call, now: now, network: &neutron)
        }
    }

    private mutating func applySettings() {
        keystone.tokenLife = settings.tokenLife
        neutron.pageSize = settings.pageSize
        neutron.defaultQuotas = settings.quotas
        neutron.missingExtensions = settings.missingExtensions
        neutron.maxRoutes = settings.maxRoutes
        nova.pageSize = settings.pageSize ?? 1000
        nova.minorVersion = settings.novaMinorVersion
        octavia.settings.settleTime = settings.settle
        octavia.settings.clockSkew = settings.clockSkew
        octavia.settings.pageSize = settings.pageSize ?? 1000
        octavia.settings.minorVersion = settings.octaviaMinorVersion
        octavia.settings.providersWithoutFullyPopulatedCreate =
            settings.acceptsFullyPopulatedCreate ? [] : ["amphora", "octavia"]
        octavia.settings.defaultQuota = [:]
        for kind in ResourceKind.allCases {
            let limits = kind.quotaNames.compactMap { settings.quotas[$0] }
            octavia.settings.defaultQuota[kind] = limits.first
        }
    }
}

extension World.Service {
    /// Whether a path needs no token: version documents, and everything of Keystone, which checks tokens itself.
    fileprivate func isOpen(_ path: String) -> Bool {
        switch self {
        case .identity: true
        case .network, .loadBalancer: path == "/"
        case .compute: path == "/" || path == "/v2.1"
        }
    }
}

extension FaultRule.Action {
    /// How Octavia's next change ends, for the actions that decide it; `nil` for the others.
    fileprivate var octaviaOutcome: Outcome? {
        switch self {
        case .endInError: .loadBalancerError
        case .endChildInError: .error
        case .leaveChildPending: .childLeftPending
        default: nil
        }
    }
}
