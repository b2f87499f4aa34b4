import OrderedCollections

@testable import Sandbox

/// A world as every sandbox starts with it, without a server, at a time that only the test moves.
struct SeededWorld {
    var world = World(seed: 1)
    let facts: SandboxFacts
    var now = Instant(seconds: 1_767_225_600)  // 2026-01-01T00:00:00Z

    init(nodes: Int = 1) {
        facts = world.seed(nodes: nodes, now: now)
        world.open(at: "http://cloud")
    }

    /// Asks a service as a user.
    mutating func send(
        _ method: String,
        _ target: String,
        _ body: JSONValue? = nil,
        as user: SandboxUser = .k8s,
        headers: [(String, String)] = []
    ) -> SandboxResponse {
        let bytes = body?.serialised() ?? []
        let request = IncomingRequest(method: method, target: target, headers: headers, body: bytes)
        return world.answer(request, as: user, now: now)
    }

    /// Asks as a client does: with a token, past faults and into the journal.
    mutating func reply(
        _ method: String,
        _ target: String,
        _ body: JSONValue? = nil,
        token: String? = nil
    ) -> Reply {
        let headers = token.map { [("X-Auth-Token", $0)] } ?? []
        let bytes = body?.serialised() ?? []
        return world.reply(to: IncomingRequest(method: method, target: target, headers: headers, body: bytes), now: now)
    }

    /// Logs a user in for its project.
    mutating func token(for user: SandboxUser = .k8s) -> String {
        let reply = reply("POST", "/identity/v3/auth/tokens", SeededWorld.login(user))
        return reply.response?.headers.first { $0.0 == "X-Subject-Token" }?.1 ?? ""
    }

    /// The body of a login by name and password.
    static func login(
        _ user: SandboxUser,
        password: String = SandboxUser.password,
        scope: JSONValue? = nil
    ) -> JSONValue {
        let who: JSONValue = [
            "name": .string(user.name), "domain": ["name": "Default"], "password": .string(password),
        ]
        var auth: JSONValue = ["identity": ["methods": ["password"], "password": ["user": who]]]
        auth["scope"] = scope
        return ["auth": auth]
    }
}

extension Reply {
    /// The answer, where the client gets it whole.
    var response: SandboxResponse? {
        guard case .answer(let response) = ending else { return nil }
        return response
    }
}

extension SandboxResponse {
    /// The id of the only member of the body: `{"port": {"id": …}}`.
    var madeID: String { json?.objectValue?.values.first?["id"]?.stringValue ?? "" }

    /// The type and text of a Neutron error.
    var neutronError: String? {
        guard let error = json?["NeutronError"] else { return nil }
        return "\(error["type"]?.stringValue ?? ""): \(error["message"]?.stringValue ?? "")"
    }
}
