import CurlTransport
import FoundationEssentials
import Synchronization
import Testing

@testable import Kubernetes

@Suite("Credentials stay fresh", .timeLimit(.minutes(1)))
struct ClusterCredentialsTests {
    private let clock = TestClock()
    private let disk = Disk()
    private let plugin = Plugin()

    private func credentials(_ login: ClusterAccess.Login) -> ClusterCredentials {
        var access = ClusterAccess(server: "https://api")
        access.login = login
        return ClusterCredentials(access, files: disk.files, runner: plugin.run, clock: clock.clock)
    }

    private static let exec = ExecPlugin(
        command: "login",
        arguments: [],
        environment: [:],
        apiVersion: "client.authentication.k8s.io/v1",
        installHint: "Install it."
    )

    @Test("a token file is read again after 50 s, and at once after a 401")
    func tokenFile() async throws {
        disk["/token"] = " one \n"
        let credentials = credentials(.tokenFile("/token"))
        #expect(try await credentials.authorization()?.reveal() == "Bearer one")
        disk["/token"] = "two"
        clock.advance(by: .seconds(49))
        #expect(try await credentials.authorization()?.reveal() == "Bearer one")
        clock.advance(by: .seconds(1))
        #expect(try await credentials.authorization()?.reveal() == "Bearer two")
        disk["/token"] = "three"
        #expect(try await credentials.renew(insteadOf: Redacted("Bearer two")))
        #expect(try await credentials.authorization()?.reveal() == "Bearer three")
        #expect(try await !credentials.renew(insteadOf: Redacted("Bearer three")))
    }

    @Test("a token file that is gone or empty for a moment keeps the token; one that never was is an error")
    func unreadableToken() async throws {
        let credentials = credentials(.tokenFile("/token"))
        let error = await failure { try await credentials.authorization() }
        #expect(error?.code == .configuration)
        #expect(error?.message == "/token: there is no such file.")
        disk["/token"] = "one"
        _ = try await credentials.authorization()
        for content in [nil, "", "unreadable"] {
            disk["/token"] = content
            clock.advance(by: .seconds(60))
            #expect(try await credentials.authorization()?.reveal() == "Bearer one")
        }
    }

    @Test("a token and a password never change")
    func fixed() async throws {
        #expect(try await credentials(.token(Redacted("t"))).authorization()?.reveal() == "Bearer t")
        let basic = credentials(.password(user: "u", Redacted("p")))
        #expect(try await basic.authorization()?.reveal() == "Basic dTpw")
        #expect(try await !basic.renew(insteadOf: Redacted("Basic dTpw")))
        #expect(try await credentials(.none).authorization() == nil)
    }

    @Test("a plugin is asked once until what it gave expires, and again after a 401")
    func pluginLifetime() async throws {
        plugin.answer = #"{"token":"one","expirationTimestamp":"2026-01-01T00:10:00Z"}"#
        let credentials = credentials(.exec(Self.exec))
        #expect(try await credentials.authorization()?.reveal() == "Bearer one")
        plugin.answer = #"{"token":"two"}"#
        clock.advance(by: .seconds(599))
        #expect(try await credentials.authorization()?.reveal() == "Bearer one")
        clock.advance(by: .seconds(1))
        #expect(try await credentials.authorization()?.reveal() == "Bearer two")
        #expect(plugin.runs == 2)
        plugin.answer = #"{"token":"three"}"#
        #expect(try await credentials.renew(insteadOf: Redacted("Bearer two")))
        #expect(try await credentials.renew(insteadOf: Redacted("Bearer two")))
        #expect(plugin.runs == 3)
    }

    @Test("many who ask at once make a plugin run once")
    func pluginOnce() async throws {
        plugin.answer = #"{"token":"one"}"#
        let credentials = credentials(.exec(Self.exec))
        let tokens = try await withThrowingTaskGroup { group in
            for _ in 0..<20 { group.addTask { try await credentials.authorization()?.reveal() } }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(tokens == ["Bearer one"])
        #expect(plugin.runs == 1)
    }

    @Test(
        "a plugin that fails says how, and where to get it",
        arguments: [
            ("", 1, "ended with exit code 1"), ("?", 0, "did not write an ExecCredential as JSON"),
            (#"{}"#, 0, "gave neither a token nor a client certificate"),
            (#"{"clientCertificateData":"c"}"#, 0, "gave a client certificate without its key"),
        ]
    )
    func pluginFailures(answer: String, status: Int, message: String) async {
        (plugin.answer, plugin.status) = (answer, status)
        let error = await failure { try await credentials(.exec(Self.exec)).authorization() }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("The credential plugin login \(message)") == true)
        #expect(error?.message.hasSuffix("Install it.") == true)
    }

    @Test("a 401 makes a call be sent again with new credentials, once")
    func unauthorized() async throws {
        disk["/token"] = "old"
        let transport = ScriptedTransport { [disk] request, _ in
            defer { disk["/token"] = "new" }
            return request.headers["Authorization"] == "Bearer new" ? .json("{}") : .status(401)
        }
        let client = KubernetesClient(
            server: ScriptedTransport.server,
            transport: transport,
            credentials: credentials(.tokenFile("/token")),
            clock: clock.clock
        )
        _ = try await client.get(Node.self, ObjectKey(name: "n"))
        #expect(transport.requests.map { $0.headers["Authorization"] } == ["Bearer old", "Bearer new"])
        let refused = ScriptedTransport(.status(401))
        let error = await failure {
            try await refused.client(login: .token(Redacted("t"))).get(Node.self, ObjectKey(name: "n"))
        }
        #expect(error?.code == .unauthorized)
        #expect(refused.requests.count == 1)
    }

    @Test("certificate files must be there at the start, and are read again after a minute")
    func certificates() async throws {
        var access = ClusterAccess(server: "https://api")
        access.authorities = .file("/ca")
        let credentials = ClusterCredentials(access, files: disk.files, clock: clock.clock)
        #expect(await failure { try await credentials.authorization() }?.message == "/ca: there is no such file.")
        disk["/ca"] = "one"
        #expect(try await credentials.renew(insteadOf: nil))
        disk["/ca"] = "two"
        #expect(try await credentials.renew(insteadOf: nil))
        #expect(try await !credentials.renew(insteadOf: nil))
    }

    @Test("a real program is run with arguments and variables, and its output is read")
    func realProgram() async throws {
        let script = #"echo "$1 $X $MORE"; exit 3"#
        let result = try await ClusterCredentials.run("/bin/sh", ["-c", script, "sh", "a b"], ["X": "y"])
        #expect(result == CommandResult(status: 3, output: Array("a b y \n".utf8)))
        let found = try await ClusterCredentials.run("sh", ["-c", "kill -9 $$"], ["PATH": "/usr/bin:/bin"])
        #expect(found.status == 137)
        await #expect(throws: (any Error).self) { try await ClusterCredentials.run("/no/such", [], [:]) }
    }
}

/// Files that change.
private final class Disk: Sendable {
    private let table = Mutex<[String: String]>([:])

    subscript(path: String) -> String? {
        get { table.withLock { $0[path] } }
        set { table.withLock { $0[path] = newValue } }
    }

    var files: ClusterFiles {
        ClusterFiles { path throws(ClusterFiles.Failure) in
            try KubernetesTests.files(self.table.withLock(\.self)).read(path)
        }
    }
}

/// A plugin that answers as it is told.
private final class Plugin: Sendable {
    private struct State {
        var answer = ""
        var status = 0
        var runs = 0
    }

    private let state = Mutex(State())

    var answer: String {
        get { state.withLock { $0.answer } }
        set { state.withLock { $0.answer = newValue } }
    }

    var status: Int {
        get { state.withLock { $0.status } }
        set { state.withLock { $0.status = newValue } }
    }

    var runs: Int { state.withLock { $0.runs } }

    var run: CommandRunner {
        { _, _, _ in
            let (answer, status) = self.state.withLock { state in
                state.runs += 1
                return (state.answer, state.status)
            }
            let credential =
                #"{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":\#(answer)}"#
            return CommandResult(status: status, output: Array(credential.utf8))
        }
    }
}
