import Foundation
import Sandbox
import Testing

/// Something that can be wrong, and the command that finds it.
struct Mistake: Sendable, CustomStringConvertible {
    /// The golden's name.
    let name: String
    var command = Mistake.apply
    var status: Int32 = 1
    /// Brings it about.
    let make: @Sendable (Workplace) async throws -> Void

    var description: String { name }

    static let apply = [
        "apply", "--yes", "-f", "service.yaml", "--nodes", "nodes.yaml", "--cloud-config", "cloud.conf",
    ]

    static let service = """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          type: LoadBalancer
          ports:
            - port: 80
              nodePort: 30080

        """

    static let all = inFiles + inCloud + inOptions

    private static let inFiles = [
        Mistake(name: "malformed-yaml") { try $0.write("service.yaml", "spec:\n  ports: [80, 443\n") },
        Mistake(name: "no-load-balancer") { try $0.rewrite("LoadBalancer", as: "ClusterIP") },
        Mistake(name: "no-ports") { try $0.rewrite("ports:\n    - port: 80\n      nodePort: 30080", as: "ports: []") },
        Mistake(name: "several-problems") {
            try $0.rewrite("port: 80\n      nodePort: 30080", as: "port: 99999\n      nodePort: '80'")
        },
        Mistake(name: "no-node-port") { try $0.rewrite("      nodePort: 30080\n", as: "") },
        Mistake(name: "refused-annotation") { workplace in
            let key = "service.beta.kubernetes.io/load-balancer-source-ranges"
            try workplace.rewrite("name: web", as: "name: web\n  annotations:\n    \(key): 10.0.0.0/33")
        },
        Mistake(name: "nodes-without-addresses") { try $0.write("nodes.yaml", node("status: {}")) },
        Mistake(name: "no-nodes") { try $0.write("nodes.yaml", "") },
    ]

    private static let inCloud = [
        Mistake(name: "unknown-provider") { try $0.configure("lb-provider=amphora", as: "lb-provider=nonsense") },
        Mistake(name: "keystone-unreachable") { workplace in
            try workplace.configure("auth-url=\(workplace.sandbox.authURL)", as: "auth-url=http://127.0.0.1:9/v3")
        },
        Mistake(name: "keystone-refuses") { workplace in
            let body = #"{"error": {"code": 403, "title": "Forbidden", "message": "Maintenance until noon."}}"#
            workplace.sandbox.inject(FaultRule("POST", "/identity/*", times: nil, .respond(status: 403, body: body)))
        },
        Mistake(name: "keystone-down") { workplace in
            let answer = FaultRule.Action.respond(status: 503, body: "<h1>Service Unavailable</h1>")
            workplace.sandbox.inject(FaultRule("POST", "/identity/*", times: nil, answer))
        },
        Mistake(name: "wrong-password") { try $0.configure("password=\(SandboxUser.password)", as: "password=wrong") },
        Mistake(name: "no-octavia") { try $0.takeOctaviaFromCatalog() },
        Mistake(name: "wrong-region") { try $0.configure("region=RegionOne", as: "region=RegionTwo") },
        Mistake(name: "may-only-read") { try $0.write("cloud.conf", $0.sandbox.cloudConfig(for: .observer)) },
        Mistake(name: "may-not-even-read") { try $0.write("cloud.conf", $0.sandbox.cloudConfig(for: .nolb)) },
        Mistake(name: "quota") { $0.sandbox.settings.quotas["load_balancer"] = 0 },
        Mistake(name: "floating-ip-quota") { $0.sandbox.settings.quotas["floatingip"] = 0 },
        Mistake(name: "no-free-ip") { workplace in
            let facts = workplace.sandbox.facts
            try workplace.configure(facts.floatingNetworkID, as: facts.exhaustedNetworkID)
        },
        Mistake(name: "unknown-subnet") { workplace in
            try workplace.configure(workplace.sandbox.facts.subnetID, as: "00000000-0000-4000-8000-000000000000")
        },
        Mistake(name: "octavia-down") { workplace in
            let answer = FaultRule.Action.respond(status: 503, body: "<h1>Service Unavailable</h1>")
            workplace.sandbox.inject(FaultRule(nil, "/load-balancer/*", times: nil, answer))
        },
        Mistake(name: "token-expires", status: 0) { workplace in
            workplace.sandbox.inject(FaultRule("POST", "/load-balancer/*", .expireToken))
        },
    ]

    private static let inOptions = [
        Mistake(name: "no-file", command: ["apply", "--yes", "-f", "missing.yaml", "--cloud-config", "cloud.conf"]) {
            _ in
        },
        Mistake(name: "no-cloud", command: ["apply", "--yes", "-f", "service.yaml"]) { _ in },
        Mistake(name: "no-cloud-config-file", command: ["doctor", "--cloud-config", "missing.conf"]) { _ in },
        Mistake(name: "misspelled-key", command: ["config", "check", "--cloud-config", "cloud.conf"], status: 0) {
            try $0.configure("floating-network-id", as: "floating-netwrok-id")
        },
        Mistake(name: "no-confirmation", command: apply.filter { $0 != "--yes" }) { _ in },
        Mistake(name: "unknown-option", command: ["plan", "--nodez", "nodes.yaml"]) { _ in },
        Mistake(name: "nodes-unknown", command: apply.filter { !$0.hasPrefix("--nodes") && $0 != "nodes.yaml" }) { _ in
        },
    ]

    private static func node(_ status: String) -> String {
        "apiVersion: v1\nkind: Node\nmetadata:\n  name: node-1\n\(status)\n"
    }
}

extension Workplace {
    /// Changes the Service's manifest.
    fileprivate func rewrite(_ old: String, as new: String) throws {
        try #require(Mistake.service.contains(old))
        try write("service.yaml", Mistake.service.replacingOccurrences(of: old, with: new))
    }

    /// Changes cloud.conf.
    fileprivate func configure(_ old: String, as new: String) throws {
        let text = sandbox.cloudConfig()
        try #require(text.contains(old))
        try write("cloud.conf", text.replacingOccurrences(of: old, with: new))
    }

    /// Lets Keystone answer with a catalog in which Octavia is missing.
    fileprivate func takeOctaviaFromCatalog() throws {
        let password: JSONValue = [
            "user": [
                "name": "occm", "password": .string(SandboxUser.password), "domain": ["name": "Default"],
            ]
        ]
        let login: JSONValue = [
            "auth": [
                "identity": ["methods": ["password"], "password": password],
                "scope": ["project": ["name": "k8s", "domain": ["name": "Default"]]],
            ]
        ]
        var answer = try #require(sandbox.call("POST", "/identity/v3/auth/tokens", login).body)
        let catalog = try #require(answer["token"]?["catalog"]?.arrayValue)
        answer["token"]?["catalog"] = .array(catalog.filter { $0["type"] != "load-balancer" })
        let token = FaultRule.Action.respond(
            status: 201,
            headers: ["X-Subject-Token": "a-token"],
            body: String(decoding: answer.serialised(), as: UTF8.self)
        )
        sandbox.inject(FaultRule("POST", "/identity/*", times: nil, token))
    }
}
