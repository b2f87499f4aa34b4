import Testing

@testable import Sandbox

@Suite("The sandbox's own API beside Kubernetes")
struct KubernetesAdminTests {
    private var cluster = TestCluster()

    private mutating func admin(_ method: String, _ path: String, _ body: JSONValue? = nil) -> SandboxResponse {
        cluster.world.administer(cluster.request(method, "/_sandbox/\(path)", body))
    }

    @Test("history is forgotten, watches are broken and silenced on demand")
    mutating func watches() {
        _ = cluster.watch("/api/v1/services?watch=1&resourceVersion=0")
        #expect(admin("POST", "watches/silence").status == 204)
        #expect(cluster.world.state.watches.values.allSatisfy { $0.fault == .silence })
        #expect(admin("DELETE", "watches").status == 204 && cluster.world.state.watches.isEmpty)
        #expect(admin("POST", "compact").status == 204)
        #expect(cluster.world.state.store.oldestRevision == cluster.world.state.store.revision)
        #expect(admin("GET", "tokens").status == 404)
    }

    @Test("reviews answer what the settings say")
    mutating func reviews() {
        let settings: JSONValue = ["tokens": ["t1": "alice"], "allowed": ["alice"], "bookmark_interval": 1]
        #expect(admin("PUT", "settings", settings).json?["token_users"] == ["alice"])
        let tokens = "/apis/authentication.k8s.io/v1/tokenreviews"
        let known = cluster.send("POST", tokens, ["spec": ["token": "t1"]]).json
        #expect(known?["status", "authenticated"] == true && known?["status", "user", "username"] == "alice")
        #expect(known?["spec", "token"] == nil)
        #expect(cluster.send("POST", tokens, ["spec": ["token": "t2"]]).json?["status", "authenticated"] == nil)
        let access = "/apis/authorization.k8s.io/v1/subjectaccessreviews"
        for (user, allowed) in [("alice", true), ("bob", false)] {
            let review = cluster.send("POST", access, ["spec": ["user": .string(user)]]).json
            #expect(review?["status", "allowed"] == .bool(allowed))
        }
        #expect(admin("PUT", "settings", ["tokns": [:]]).status == 400)
    }

    @Test("a fault rule strikes once, and answers with a Status")
    mutating func faults() throws {
        #expect(admin("POST", "faults", ["path": "/api/v1/nodes", "action": "respond", "status": 500]).status == 201)
        let request = cluster.request("GET", "/api/v1/nodes", nil)
        let reply = cluster.world.reply(to: request, now: cluster.now) { _ in }
        #expect(reply.response?.outcome == "500 InternalError: Internal error occurred: injected fault")
        #expect(cluster.world.reply(to: request, now: cluster.now) { _ in }.status == 200)
        #expect(admin("GET", "counts").json == ["GET /api/v1/nodes": 2])
    }
}
