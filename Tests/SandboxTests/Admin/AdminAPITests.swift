import Testing

@testable import Sandbox

@Suite("The sandbox's own API")
struct AdminAPITests {
    private var cloud = SeededWorld()

    @Test("settings are shown, changed in part, and refused as a whole")
    mutating func settings() {
        let changed = cloud.reply("PUT", "/_sandbox/settings", ["settle": 1.5, "page_size": 2]).response
        #expect(changed?.json?["settle"] == 1.5 && changed?.json?["token_life"] == 3600)
        #expect(cloud.world.octavia.settings.settleTime == .milliseconds(1500))
        #expect(cloud.world.neutron.pageSize == 2)
        let refused = cloud.reply("PUT", "/_sandbox/settings", ["settle": 9, "page_size": 0]).response
        #expect(refused?.json?["error"] == "'page_size' is 0, but must be a positive integer or null.")
        #expect(cloud.world.settings.settle == .milliseconds(1500))
        let cleared = cloud.reply("PUT", "/_sandbox/settings", ["page_size": nil]).response
        #expect(cleared?.json?["page_size"] == JSONValue.null)
        let unknown = cloud.reply("PUT", "/_sandbox/settings", ["setle": 1]).response
        #expect(
            unknown?.json?["error"]?.stringValue?.hasPrefix("'setle' is not known; the known ones are settle") == true
        )
    }

    @Test(
        "a fault rule comes back as it was given",
        arguments: [
            #"{"method":"POST","path":"/x*","nth":2,"times":null,"action":"respond","status":503,"headers":{"A":"1"},"body":"<"}"#,
            #"{"method":"PUT","path":"/x","nth":1,"times":3,"action":"delay","seconds":0.5}"#,
            #"{"method":"GET","path":"/x","nth":1,"times":1,"action":"drop-after"}"#,
            #"{"method":"GET","path":"/x","nth":1,"times":1,"action":"child-pending"}"#,
        ]
    )
    mutating func faults(text: String) throws {
        let rule = try JSONValue(parsing: text)
        #expect(cloud.reply("POST", "/_sandbox/faults", rule).response?.json == rule)
        #expect(cloud.reply("GET", "/_sandbox/faults").response?.json == .array([rule]))
        #expect(cloud.reply("DELETE", "/_sandbox/faults").response?.status == 204)
        #expect(cloud.world.faults.rules.isEmpty)
    }

    @Test(
        "a bad fault rule is refused with what was expected",
        arguments: [
            (#"{"action": "truncate"}"#, "'path' is missing"),
            (#"{"path": "/x"}"#, "'action' is missing"),
            (
                #"{"path": "/x", "action": "nope"}"#,
                "'action' is \"nope\", but must be one of respond, delay, drop-before"
            ),
            (#"{"path": "/x", "action": "truncate", "nth": 0}"#, "'nth' is 0, but must be a positive integer."),
            (#"{"path": "/x", "action": "truncate", "status": 500}"#, "'status' is not known"),
            (#"{"path": "/x", "action": "respond", "status": 99}"#, "'status' is 99, but must be an HTTP status"),
            ("[1]", "The body must be a JSON object."), ("{", "The body is no JSON: "),
        ]
    )
    mutating func badFaults(text: String, message: String) {
        let request = IncomingRequest(method: "POST", target: "/_sandbox/faults", body: Array(text.utf8))
        let answer = cloud.world.reply(to: request, now: cloud.now).response
        #expect(answer?.status == 400)
        #expect(answer?.json?["error"]?.stringValue?.hasPrefix(message) == true)
    }

    @Test("calls are counted by method and path without ids, and logged in order")
    mutating func counts() {
        let token = cloud.token()
        let id = cloud.facts.floatingNetworkID
        _ = cloud.reply("GET", "/networking/v2.0/networks/\(id)", token: token)
        _ = cloud.reply("GET", "/networking/v2.0/networks/\(cloud.facts.networkID)?fields=id", token: token)
        _ = cloud.reply("POST", "/networking/v2.0/floatingips", ["floatingip": ["x": 1]], token: token)
        let counts = cloud.reply("GET", "/_sandbox/counts").response?.json
        #expect(
            counts == [
                "GET /networking/v2.0/networks/{id}": 2, "POST /identity/v3/auth/tokens": 1,
                "POST /networking/v2.0/floatingips": 1,
            ]
        )
        #expect(cloud.world.journal.calls.map(\.isWrite) == [false, false, false, true])
        let log = cloud.reply("GET", "/_sandbox/log").response?.json?.arrayValue
        #expect(log?.map { $0["status"] } == [201, 200, 200, 400])
        #expect(log?.last?["body"] == ["floatingip": ["x": 1]])
        #expect(log?[2]["query"] == ["fields=id"])
        #expect(cloud.reply("DELETE", "/_sandbox/counts").response?.status == 204)
        #expect(cloud.world.journal.calls.isEmpty)
    }

    @Test("Octavia announces no more than its version")
    mutating func octaviaVersion() {
        _ = cloud.reply("PUT", "/_sandbox/settings", ["octavia_minor_version": 4])
        let versions = cloud.reply("GET", "/load-balancer").response?.json?["versions"]?.arrayValue
        #expect(versions?.compactMap { $0["id"]?.stringValue }.contains("v2.4") == true)
        #expect(versions?.compactMap { $0["id"]?.stringValue }.contains("v2.5") == false)
    }

    @Test("a provider that takes no children at once says so")
    mutating func serialCreate() {
        _ = cloud.reply("PUT", "/_sandbox/settings", ["accepts_fully_populated_create": false])
        let listener: JSONValue = ["protocol": "TCP", "protocol_port": 80]
        var body: JSONValue = ["vip_subnet_id": .string(cloud.facts.subnetID), "listeners": [listener]]
        let path = "/load-balancer/v2.0/lbaas/loadbalancers"
        #expect(cloud.send("POST", path, ["loadbalancer": body]).status == 501)
        body["listeners"] = nil
        #expect(cloud.send("POST", path, ["loadbalancer": body]).status == 201)
    }

    @Test("passwords are not logged")
    mutating func passwords() {
        _ = cloud.token()
        let log = cloud.reply("GET", "/_sandbox/log").response?.json?.text
        #expect(log?.contains(SandboxUser.password) == false)
    }
}
