import CurlTransport

@testable import KeystoneAuth

/// Answers of a cloud in which all is well, to be varied by tests.
enum FakeCloud {
    static let octavia = "https://octavia.example/load-balancer"

    static var configuration: CloudConfig {
        var config = CloudConfig()
        config.global.authURL = "https://keystone.example:5000"
        config.global.username = "k8s"
        config.global.password = Secret("correct horse")
        config.global.userDomainName = "Default"
        config.global.tenantID = "11112222333344445555666677778888"
        config.global.region = "RegionOne"
        return config
    }

    /// The answer to a login. The token `token-<number>` lives for an hour from the test clock's beginning.
    static func token(_ number: Int = 1, expires: String = "2026-01-01T01:00:00.000000Z") -> HTTPResponse {
        let body = """
            {"token": {"methods": ["password"], "issued_at": "2026-01-01T00:00:00.000000Z", "expires_at": "\(expires)",
             "user": {"id": "u1", "name": "k8s", "domain": {"id": "default", "name": "Default"}},
             "project": {"id": "11112222333344445555666677778888", "name": "demo"},
             "roles": [{"id": "r1", "name": "member"}, {"id": "r2", "name": "load-balancer_member"}],
             "catalog": [
              {"type": "identity", "name": "keystone", "endpoints": []},
              {"type": "load-balancer", "name": "octavia", "id": "c1", "endpoints": [
               {"id": "e1", "interface": "internal", "region": "RegionOne", "region_id": "RegionOne", "url": "http://10.0.0.1:9876"},
               {"id": "e2", "interface": "public", "region": "RegionOne", "region_id": "RegionOne", "url": "\(octavia)"}]},
              {"type": "compute", "name": "nova", "endpoints": [
               {"interface": "public", "region": "RegionOne", "region_id": "RegionOne", "url": "https://nova.example/v2.1/"}]}
             ]}}
            """
        return HTTPResponse(status: 201, headers: ["X-Subject-Token": "token-\(number)"], body: Array(body.utf8))
    }

    static func json(_ text: String, status: Int = 200, headers: HTTPHeaders = [:]) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: Array(text.utf8))
    }

    static func isLogin(_ request: HTTPRequest) -> Bool { request.url.hasSuffix("/v3/auth/tokens") }

    /// A transport that logs in and leaves the rest to `answer`, which gets the number of the exchange after the login.
    static func transport(_ answer: @escaping ScriptedTransport.Answer) -> ScriptedTransport {
        ScriptedTransport { request, index throws(TransportError) in
            if isLogin(request) { return token() }
            return try await answer(request, index - 1)
        }
    }

    static let list = APIRequest(.loadBalancer, .get, "/lbaas/loadbalancers", operation: "loadbalancer_list")
    static let create = APIRequest(
        .loadBalancer,
        .post,
        "/lbaas/loadbalancers",
        body: Array("{}".utf8),
        operation: "loadbalancer_create"
    )

    static func session(
        _ transport: ScriptedTransport,
        _ clock: TestClock,
        configuration: CloudConfig = configuration,
        options: SessionOptions = SessionOptions(),
        gate: MutationGate = MutationGate(),
        observer: (any SessionObserver)? = nil
    ) throws -> Session {
        try Session(
            configuration: configuration,
            transport: transport,
            options: options,
            clock: clock.clock,
            gate: gate,
            observer: observer,
            random: { 0.5 }
        )
    }
}
