import Testing

@testable import Sandbox

@Suite("Keystone")
struct KeystoneTests {
    private static let tokens = "/identity/v3/auth/tokens"

    @Test("a password gets a token for the named project, with roles and catalog")
    func password() throws {
        var cloud = SeededWorld()
        let scope: JSONValue = ["project": ["name": "k8s", "domain": ["name": "Default"]]]
        let answer = cloud.send("POST", Self.tokens, SeededWorld.login(.k8s, scope: scope))
        let token = try #require(answer.json?["token"])
        #expect(answer.status == 201)
        #expect(token["project"]?["id"]?.stringValue == cloud.facts.projectID)
        #expect(token["expires_at"] == "2026-01-01T01:00:00.000000Z")
        #expect(token["roles"]?.arrayValue?.contains { $0["name"] == "load-balancer_member" } == true)
        let types = token["catalog"]?.arrayValue?.compactMap { $0["type"]?.stringValue }
        #expect(types == ["identity", "network", "load-balancer", "compute"])
        let urls = token["catalog"]?.arrayValue?[2]["endpoints"]?.arrayValue?.compactMap { $0["url"]?.stringValue }
        #expect(urls == Array(repeating: "http://cloud/load-balancer", count: 3))
    }

    @Test(
        "every wrong proof and every scope without a role is the same 401",
        arguments: [
            SeededWorld.login(.k8s, password: "wrong"),
            SeededWorld.login(.k8s, scope: ["project": ["name": "other", "domain": ["id": "default"]]]),
            SeededWorld.login(.k8s, scope: ["project": ["name": "k8s", "domain": ["name": "Elsewhere"]]]),
            SeededWorld.login(.k8s, scope: ["project": ["id": "none"]]),
            SeededWorld.login(.k8s, scope: ["domain": ["id": "default"]]),
            SeededWorld.login(.k8s, scope: ["OS-TRUST:trust": ["id": "none"]]),
        ]
    )
    func refused(body: JSONValue) {
        var cloud = SeededWorld()
        let answer = cloud.send("POST", Self.tokens, body)
        #expect(answer.status == 401)
        #expect(answer.json?["error"]?["message"] == "The request you have made requires authentication.")
        #expect(answer.headers.contains { $0 == ("WWW-Authenticate", "Keystone uri=\"http://cloud/identity\"") })
    }

    @Test(
        "a body in which something is missing says what",
        arguments: [
            ("{}", "auth in request body"), ("{", "valid JSON in request body"),
            (#"{"auth": {}}"#, "identity in auth"),
            (#"{"auth": {"identity": {"methods": ["none"]}}}"#, "none in identity"),
            (#"{"auth": {"identity": {"methods": ["password"], "password": {}}}}"#, "user in None"),
            (
                #"{"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "a", "password": "b"}}}}}"#,
                "domain in user"
            ),
        ]
    )
    func malformed(body: String, missing: String) {
        var cloud = SeededWorld()
        let request = IncomingRequest(method: "POST", target: Self.tokens, body: Array(body.utf8))
        let answer = cloud.world.reply(to: request, now: cloud.now).response
        #expect(answer?.status == 400)
        #expect(answer?.json?["error"]?["message"]?.stringValue?.hasPrefix("Expecting to find \(missing).") == true)
    }

    @Test("an application credential is for its own project, by id and by name")
    func applicationCredential() {
        var cloud = SeededWorld()
        let secret = JSONValue.string(cloud.facts.applicationCredentialSecret)
        let byID: JSONValue = ["id": .string(cloud.facts.applicationCredentialID), "secret": secret]
        let owner: JSONValue = ["name": "occm", "domain": ["id": "default"]]
        let byName: JSONValue = ["name": "occm", "user": owner, "secret": secret]
        for (credential, status) in [(byID, 201), (byName, 201)] {
            let answer = cloud.send("POST", Self.tokens, Self.login(credential))
            #expect(answer.status == status)
            #expect(answer.json?["token"]?["project"]?["name"] == "k8s")
        }
        var wrong = byID
        wrong["secret"] = "wrong"
        #expect(cloud.send("POST", Self.tokens, Self.login(wrong)).status == 401)
        #expect(cloud.send("POST", Self.tokens, Self.login(["id": "none", "secret": "x"])).status == 404)
    }

    private static func login(_ credential: JSONValue) -> JSONValue {
        let method: JSONValue = "application_credential"
        return ["auth": ["identity": ["methods": [method], "application_credential": credential]]]
    }

    @Test("a trust lets the trustee act as the trustor, and nobody else")
    func trust() {
        var cloud = SeededWorld()
        let scope: JSONValue = ["OS-TRUST:trust": ["id": .string(cloud.facts.trustID)]]
        let answer = cloud.send("POST", Self.tokens, SeededWorld.login(.observer, scope: scope))
        #expect(answer.json?["token"]?["user"]?["name"] == "occm")
        #expect(answer.json?["token"]?["project"]?["name"] == "k8s")
        #expect(cloud.send("POST", Self.tokens, SeededWorld.login(.stranger, scope: scope)).status == 401)
    }

    @Test("an unscoped token has no catalog, and a token got by it no longer life")
    func unscoped() throws {
        var cloud = SeededWorld()
        let answer = cloud.send("POST", Self.tokens, SeededWorld.login(.k8s, scope: "unscoped"))
        #expect(answer.json?["token"]?["catalog"] == nil && answer.json?["token"]?["project"] == nil)
        let id = try #require(answer.headers.first { $0.0 == "X-Subject-Token" }?.1)
        cloud.now = cloud.now + .seconds(600)
        let scope: JSONValue = ["project": ["id": .string(cloud.facts.projectID)]]
        let identity: JSONValue = ["methods": ["token"], "token": ["id": .string(id)]]
        let rescoped = cloud.send("POST", Self.tokens, ["auth": ["identity": identity, "scope": scope]])
        #expect(rescoped.json?["token"]?["expires_at"] == answer.json?["token"]?["expires_at"])
        #expect(rescoped.json?["token"]?["methods"] == ["token", "password"])
    }

    @Test("a token works until it expires")
    func expiry() {
        var cloud = SeededWorld()
        cloud.world.settings.tokenLife = .seconds(60)
        let token = cloud.token()
        let path = "/networking/v2.0/networks"
        cloud.now = cloud.now + .seconds(59)
        #expect(cloud.reply("GET", path, token: token).response?.status == 200)
        cloud.now = cloud.now + .seconds(1)
        let late = cloud.reply("GET", path, token: token).response
        #expect(late?.status == 401)
        #expect(
            late?.headers.contains { $0 == ("WWW-Authenticate", "Keystone uri=\"http://cloud/identity/v3\"") } == true
        )
    }

    @Test("a token works until it or all are revoked")
    func revocation() throws {
        var cloud = SeededWorld()
        let (first, second) = (cloud.token(), cloud.token())
        let headers = [("X-Auth-Token", second), ("X-Subject-Token", first)]
        let revoke = IncomingRequest(method: "DELETE", target: Self.tokens, headers: headers)
        #expect(cloud.world.reply(to: revoke, now: cloud.now).response?.status == 204)
        #expect(cloud.reply("GET", "/networking/v2.0/ports", token: first).response?.status == 401)
        #expect(cloud.reply("GET", "/networking/v2.0/ports", token: second).response?.status == 200)
        _ = cloud.reply("DELETE", "/_sandbox/tokens")
        #expect(cloud.reply("GET", "/networking/v2.0/ports", token: second).response?.status == 401)
    }

    @Test("version documents need no token, everything else of the other services does")
    func openPaths() {
        var cloud = SeededWorld()
        let open = ["/identity", "/identity/v3", "/networking", "/load-balancer", "/compute", "/compute/v2.1"]
        for path in open { #expect([200, 300].contains(cloud.reply("GET", path).response?.status)) }
        for path in ["/networking/v2.0", "/load-balancer/v2.0/lbaas/pools", "/compute/v2.1/servers"] {
            #expect(cloud.reply("GET", path).response?.status == 401)
        }
    }
}
