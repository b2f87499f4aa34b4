import OrderedCollections

@testable import Sandbox

/// An Octavia with a network and a clock that tests move.
struct TestCloud {
    static let start = Instant(seconds: 1_767_225_600)
    static let member = Caller(userID: "occm", projectID: "k8s", roles: ["load-balancer_member"])
    static let admin = Caller(userID: "admin", projectID: "admin", isAdmin: true)
    static let stranger = Caller(userID: "stranger", projectID: "other", roles: ["load-balancer_member"])
    static let observer = Caller(userID: "observer", projectID: "k8s", roles: ["load-balancer_observer"])
    static let nobody = Caller(userID: "nolb", projectID: "k8s", roles: ["creator"])

    var octavia: OctaviaState
    var network = TestNetwork()
    var now = Self.start

    init(settleTime: Duration = .zero) { octavia = OctaviaState(settings: OctaviaSettings(settleTime: settleTime)) }

    /// Sends a request; the path is below `/v2.0/lbaas` and may have a query.
    mutating func send(
        _ method: String,
        _ path: String,
        _ body: JSONValue? = nil,
        as caller: Caller = Self.member
    ) -> SandboxResponse {
        sendRaw(method, "/v2.0/lbaas/\(path)", body?.serialised() ?? [], as: caller)
    }

    /// Sends a request with any path and body.
    mutating func sendRaw(_ method: String, _ path: String, _ body: [UInt8], as caller: Caller) -> SandboxResponse {
        let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        let query = parts.count < 2 ? [] : parts[1].split(separator: "&").map(Self.queryItem)
        let request = SandboxRequest(
            method: method,
            path: parts[0],
            query: query,
            body: body,
            caller: caller,
            baseURL: "http://cloud/load-balancer"
        )
        return octavia.handle(request, now: now, network: &network)
    }

    /// Lets time pass.
    mutating func wait(_ duration: Duration) {
        now = now + duration
        octavia.advance(to: now, network: &network)
    }

    /// Creates something; returns its id.
    mutating func make(_ collection: String, _ singular: String, _ body: JSONValue) -> String {
        send("POST", collection, [singular: body]).json?[singular]?["id"]?.stringValue ?? "not created"
    }

    /// Creates a load balancer; returns its id.
    mutating func makeLoadBalancer(_ more: JSONObject = [:]) -> String {
        let body: JSONObject = ["vip_subnet_id": .string(TestNetwork.subnetID)]
        return make("loadbalancers", "loadbalancer", .object(body.merging(more) { $1 }))
    }

    /// An attribute of something.
    mutating func attribute(_ path: String, _ singular: String, _ name: String) -> JSONValue? {
        send("GET", path).json?[singular]?[name]
    }

    /// The provisioning status of something.
    mutating func status(_ path: String, _ singular: String) -> String? {
        attribute(path, singular, "provisioning_status")?.stringValue
    }

    private static func queryItem(_ text: Substring) -> (name: String, value: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return (parts[0], parts.count > 1 ? parts[1] : "")
    }
}

extension SandboxResponse {
    /// The text of a refusal.
    var fault: String? { json?["faultstring"]?.stringValue }
}
