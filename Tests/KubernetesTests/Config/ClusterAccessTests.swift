import CurlTransport
import FoundationEssentials
import Testing

@testable import Kubernetes

@Suite("Access to a cluster")
struct ClusterAccessTests {
    private static let config = """
        apiVersion: v1
        kind: Config
        current-context: prod
        contexts:
          - {name: prod, context: {cluster: prod, user: admin, namespace: shop}}
          - {name: lab, context: {cluster: lab, user: robot}}
          - {name: plain, context: {cluster: plain, user: robot}}
          - {name: plugin, context: {cluster: prod, user: plugin}}
          - {name: basic, context: {cluster: lab, user: basic}}
        clusters:
          - name: prod
            cluster:
              server: https://api.prod:6443/path
              certificate-authority: pki/ca.crt
              proxy-url: socks5://proxy:1080
          - {name: lab, cluster: {server: "https://api.lab:6443", insecure-skip-tls-verify: true}}
          - {name: plain, cluster: {server: "http://127.0.0.1:8080"}}
        users:
          - {name: admin, user: {client-certificate: /abs/admin.crt, client-key-data: S0VZ}}
          - {name: robot, user: {token: s3cret, tokenFile: tokens/robot}}
          - {name: basic, user: {username: u, password: "p"}}
          - name: plugin
            user:
              exec:
                apiVersion: client.authentication.k8s.io/v1
                command: bin/login
                args: [-a, b]
                env: [{name: X, value: y}]
                provideClusterInfo: true
                interactiveMode: IfAvailable
                installHint: Install it.
        """

    private func access(
        _ context: String? = nil,
        config: String = config,
        master: String? = nil
    ) throws(ClusterProblems) -> ClusterAccess {
        try .forUser(
            kubeconfig: "/etc/kube/config",
            context: context,
            master: master,
            environment: [:],
            files: files(["/etc/kube/config": config])
        )
    }

    @Test("the current context says everything; relative paths are relative to the file")
    func current() throws {
        let access = try access()
        #expect(access.server == "https://api.prod:6443/path")
        #expect(access.authorities == .file("/etc/kube/pki/ca.crt"))
        #expect(access.proxyURL == "socks5://proxy:1080")
        #expect(access.namespace == "shop")
        let key = ClusterAccess.Material.data(PEM(Array("KEY".utf8)))
        #expect(access.certificate == ClusterAccess.ClientCertificate(certificate: .file("/abs/admin.crt"), key: key))
        #expect(access.login == .none)
        #expect(access.verifiesServer)
    }

    @Test("other contexts: a token file wins over a token; a user name goes with a password")
    func contexts() throws {
        let lab = try access("lab")
        #expect(!lab.verifiesServer)
        #expect(lab.login == .tokenFile("/etc/kube/tokens/robot"))
        #expect(try access("basic").login == .password(user: "u", Redacted("p")))
    }

    @Test("credentials are not sent where everybody can read them")
    func plain() throws {
        #expect(try access("plain").login == .none)
    }

    @Test("a plugin is read whole and told of the cluster")
    func plugin() throws {
        guard case .exec(let plugin) = try access("plugin").login else {
            Issue.record("no plugin")
            return
        }
        #expect(plugin.command == "/etc/kube/bin/login")
        #expect(plugin.arguments == ["-a", "b"])
        #expect(plugin.installHint == "Install it.")
        let variables = try plugin.variables(besides: ["PATH": "/bin", "X": "other"])
        #expect(variables["X"] == "y")
        #expect(variables["PATH"] == "/bin")
        #expect(
            variables["KUBERNETES_EXEC_INFO"] == """
                {"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",\
                "spec":{"cluster":{"proxy-url":"socks5://proxy:1080","server":"https://api.prod:6443/path"},"interactive":false}}
                """
        )
    }

    @Test(
        "the name of the certificate stands in for the server's",
        arguments: [
            ("https://api:6443/p", "https://n:6443/p", "n:6443:api:6443"),
            ("https://api", "https://n:443", "n:443:api:443"),
            ("https://[fd00::1]:6443", "https://n:6443", "n:6443:[fd00::1]:6443"),
            ("https://[fd00::1]/p", "https://n:443/p", "n:443:[fd00::1]:443"),
        ]
    )
    func tlsServerName(server: String, url: String, connectTo: String) throws {
        let config = """
            current-context: c
            contexts: [{name: c, context: {cluster: k}}]
            clusters: [{name: k, cluster: {server: "\(server)", tls-server-name: n}}]
            """
        let route = try access(config: config).route
        #expect(route.url == url)
        #expect(route.connectTo == [connectTo])
        #expect(try access(config: config, master: "https://other").route.url == "https://other")
    }

    @Test("--master replaces the cluster's URL")
    func master() throws {
        #expect(try access(master: "https://other:1").server == "https://other:1")
        let alone = try ClusterAccess.forController(master: "http://127.0.0.1:1", environment: [:], files: files([:]))
        #expect(alone == ClusterAccess(server: "http://127.0.0.1:1"))
        #expect(try access(config: "kind: Config", master: "https://other:1").server == "https://other:1")
    }

    static let problems: [(String, [String])] = [
        ("", ["/etc/kube/config: there is no current-context; there is none at all"]),
        ("current-context: x", ["/etc/kube/config: context x: there is no context \"x\"; there is none at all"]),
        ("clusters: {}", ["/etc/kube/config:1: clusters: expected a list, not a mapping"]),
        (
            """
            current-context: c
            contexts: [{name: c, context: {cluster: a, user: b}}, {name: d}]
            clusters: [{name: z, cluster: {server: "https://z"}}]
            """,
            ["/etc/kube/config: context c: cluster: there is no cluster \"a\"; there is z"]
        ),
        (
            """
            current-context: c
            contexts: [{name: c, context: {cluster: a, user: b}}]
            clusters:
              - name: a
                cluster:
                  server: https://z
                  certificate-authority: f
                  certificate-authority-data: eA==
                  insecure-skip-tls-verify: true
                  proxy-url: ftp://p
            users:
              - name: b
                user: {client-certificate-data: "*", token: t, username: u, as: other, auth-provider: {name: gcp}}
            """,
            [
                "clusters[a].certificate-authority: it can't be set beside certificate-authority-data; remove one",
                "clusters[a].insecure-skip-tls-verify: it can't be set beside a certificate-authority; remove one",
                "clusters[a].proxy-url: it must begin with http://, https:// or socks5://",
                "users[b].client-certificate-data: it must be PEM in base64",
                "users[b].token: it can't be set beside username; remove one",
                "users[b].as: acting as somebody else is not supported; use that user's own credentials",
                "users[b].auth-provider: the auth provider \"gcp\" is not supported; use an exec plugin",
            ].map { "/etc/kube/config: context c: \($0)" }
        ),
        (
            """
            current-context: c
            contexts: [{name: c, context: {cluster: a, user: b}}]
            clusters: [{name: a, cluster: {server: "https://z"}}]
            users:
              - name: b
                user: {exec: {apiVersion: v0, command: x, interactiveMode: Always}, client-key: k}
            """,
            [
                "users[b].client-certificate: the client key's certificate is missing",
                "users[b].exec.apiVersion: it must be client.authentication.k8s.io/v1 or client.authentication.k8s.io/v1beta1",
                "users[b].exec.interactiveMode: nobody sits at this terminal; it must be Never or IfAvailable",
            ].map { "/etc/kube/config: context c: \($0)" }
        ),
        (
            """
            current-context: c
            contexts: [{name: c, context: {cluster: a, user: b}}]
            clusters: [{name: a, cluster: {server: "z:6443"}}]
            """,
            ["/etc/kube/config: context c: clusters[a].server: it must begin with https:// or http://"]
        ),
    ]

    @Test("everything that is wrong is said at once, with file, context and field", arguments: problems)
    func wrong(config: String, expected: [String]) {
        do throws(ClusterProblems) {
            _ = try access(config: config)
            Issue.record("no problem")
        } catch {
            #expect(error.problems.map(\.description) == expected)
        }
    }

    @Test("a file that is named must be there; one that can't be read says so")
    func missing() {
        for (table, reason) in [([:], "there is no such file"), (["/c": "unreadable"], "it can't be read")] {
            do throws(ClusterProblems) {
                _ = try ClusterAccess.forController(kubeconfig: "/c", environment: [:], files: files(table))
                Issue.record("no problem")
            } catch {
                #expect(error.description == "/c: \(reason)")
            }
        }
    }

    @Test("no access prints a credential")
    func secrets() throws {
        var text = ""
        for context in ["prod", "lab", "basic"] { dump(try access(context), to: &text) }
        #expect(!text.contains("s3cret"))
        #expect(!text.contains("KEY"))
        #expect(text.contains("<redacted>"))
    }
}
