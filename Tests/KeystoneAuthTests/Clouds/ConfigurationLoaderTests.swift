import Testing

@testable import KeystoneAuth

@Suite("clouds.yaml and the loader")
struct ConfigurationLoaderTests {
    private let complete = """
        clouds:
          prod:
            auth:
              auth_url: https://k/v3
              username: admin
              password: 0123
              user_domain_name: Default
              project_id: p1
            region_name: RegionOne
        """

    private func load(
        _ files: [String: String?],
        _ cloudConfig: String? = "/c/cloud.conf",
        environment: [String: String] = ["HOME": "/root"]
    ) -> ConfigurationLoader.Loaded {
        ConfigurationLoader(files: .table(files), environment: environment).load(cloudConfig: cloudConfig)
    }

    @Test("cloud.conf wins where it says something (vector A3.1)")
    func mergeVector() {
        let clouds = """
            clouds:
              default:
                auth:
                  domain_name: default
                  auth_url: http://not-auth.url
                  project_name: demo
                  username: admin
                  user_id: user
                region_name: RegionOne
                identity_api_version: 3
            """
        let conf = """
            [Global]
            auth-url = http://auth.url
            trust-id = mytrust
            password = mypass
            use-clouds = true
            clouds-file = /f/clouds.yaml
            """
        let global = load(["/c/cloud.conf": conf, "/f/clouds.yaml": clouds]).config.global
        #expect(global.authURL == "http://auth.url")
        #expect(global.userID == "user")
        #expect(global.username == "admin")
        #expect(global.password?.reveal() == "mypass")
        #expect(global.region == "RegionOne")
        #expect(global.tenantName == "demo")
        #expect(global.trustID == "mytrust")
    }

    @Test("cloud.conf also wins when it names the cloud, and each key tells its origin")
    func namedCloud() {
        let conf = "[Global]\nuse-clouds\ncloud = prod\nusername = k8s\nregion = Two\n"
        let loaded = load(["/c/cloud.conf": conf, "clouds.yaml": complete])
        #expect(loaded.problems.isEmpty, "\(loaded.problems)")
        #expect(loaded.config.global.username == "k8s")
        #expect(loaded.config.global.region == "Two")
        #expect(loaded.config.global.password?.reveal() == "0123")
        let origins = loaded.config.origins
        #expect(origins[.init(section: "Global", key: "username")]?.description == "/c/cloud.conf:4")
        #expect(origins[.init(section: "Global", key: "password")]?.description == "clouds.yaml (cloud \"prod\")")
    }

    @Test("clouds.yaml alone is enough")
    func cloudsOnly() {
        let loaded = load(["/etc/openstack/clouds.yaml": complete], nil)
        #expect(loaded.isUsable && loaded.problems.isEmpty)
        #expect(loaded.config.global.authURL == "https://k/v3")
    }

    @Test("without any file the message says what to do")
    func nothing() {
        let loaded = load([:], nil)
        #expect(!loaded.isUsable)
        #expect(loaded.problems.map(\.message).joined().contains("pass --cloud-config"))
    }

    @Test("the first clouds.yaml in order of the places is used")
    func searchOrder() {
        let places = [
            "/env.yaml", "clouds.yaml", "/root/.config/openstack/clouds.yaml", "/etc/openstack/clouds.yaml",
            "clouds.yml", "/root/.config/openstack/clouds.yml", "/etc/openstack/clouds.yml",
        ]
        let environment = ["HOME": "/root", "OS_CLIENT_CONFIG_FILE": "/env.yaml"]
        var files: [String: String?] = [:]
        for place in places.reversed() {
            files[place] = complete.replacing("https://k/v3", with: "https://k\(place)")
            #expect(load(files, nil, environment: environment).config.global.authURL == "https://k\(place)")
        }
    }

    @Test("the cloud is the one that is named, by cloud.conf before OS_CLOUD, or the only one")
    func choice() {
        let two = "clouds:\n  a: {region_name: A}\n  b: {region_name: B}\n"
        let files = ["clouds.yaml": two, "/c/cloud.conf": "[Global]\nuse-clouds\ncloud = a\n"]
        #expect(load(files, environment: ["OS_CLOUD": "b"]).config.global.region == "A")
        #expect(load(files, nil, environment: ["OS_CLOUD": "b"]).config.global.region == "B")
        #expect(load(files, nil).problems.first?.message.contains("it has a, b") == true)
        let missing = load(files, nil, environment: ["OS_CLOUD": "c"]).problems.first?.message
        #expect(missing?.contains("there is no cloud \"c\"; it has a, b") == true)
    }

    @Test("secure.yaml adds and overrides, clouds-public.yaml completes by profile")
    func merging() {
        let clouds =
            "clouds:\n  a:\n    profile: vendor\n    auth: {username: u, password: wrong}\n    region_name: A\n"
        let secure = "clouds:\n  a:\n    auth: {password: right}\n"
        let vendors = "public-clouds:\n  vendor:\n    auth: {auth_url: https://v, username: no}\n    region_name: no\n"
        let files = [
            "clouds.yaml": clouds, "/root/.config/openstack/secure.yaml": secure,
            "/etc/openstack/clouds-public.yaml": vendors,
        ]
        let global = load(files, nil).config.global
        #expect(global.password?.reveal() == "right")
        #expect(global.authURL == "https://v")
        #expect(global.username == "u")
        #expect(global.region == "A")
    }

    @Test("verify, trust_id, certificates and the interface are honoured")
    func otherKeys() {
        let clouds = """
            clouds:
              a:
                auth: {trust_id: t, application_credential_id: i, application_credential_secret: s, token: k}
                verify: false
                interface: internal
                cacert: /ca
                cert: /cert
                key: /key
            """
        let global = load(["clouds.yaml": clouds], nil).config.global
        #expect(!global.verifiesCertificates)
        #expect(global.trustID == "t")
        #expect(global.applicationCredentialID == "i")
        #expect(global.applicationCredentialSecret?.reveal() == "s")
        #expect(global.token?.reveal() == "k")
        #expect(global.endpointType == "internal")
        #expect([global.caFile, global.certFile, global.keyFile] == ["/ca", "/cert", "/key"])
    }

    @Test("verify: true leaves verification on", arguments: ["verify: true", "insecure: false", "verify: \"yes\""])
    func verification(line: String) {
        let global = load(["clouds.yaml": "clouds:\n  a:\n    \(line)\n"], nil).config.global
        #expect(global.verifiesCertificates)
    }

    @Test(
        "what can't be read is an error with its place",
        arguments: [
            (["/c/cloud.conf": nil], "/c/cloud.conf: error: it can't be read; check its permissions"),
            ([:], "/c/cloud.conf: error: there is no such file; check --cloud-config"),
            (
                ["/c/cloud.conf": "[Global]\nuse-clouds\nclouds-file = /no\n"],
                "/no: error: there is no such file; check clouds-file in [Global]"
            ),
            (
                ["/c/cloud.conf": "[Global]\nuse-clouds\n"],
                "clouds.yaml: error: use-clouds is set and there is no clouds.yaml: set clouds-file in [Global]"
            ),
            (
                ["/c/cloud.conf": "[Global]\nuse-clouds\n", "clouds.yaml": "clouds:\n  a:\n    interface: open\n"],
                "clouds.yaml: error: os-endpoint-type = open: expected public, internal or admin (cloud \"a\")"
            ),
            (
                ["/c/cloud.conf": "[Global]\nuse-clouds\n", "clouds.yaml": "clouds:\n  a:\n    auth_type: v3oidc\n"],
                "clouds.yaml: error: auth_type = v3oidc: not supported; use password, token or v3applicationcredential (cloud \"a\")"
            ),
        ] as [([String: String?], String)]
    )
    func unreadable(files: [String: String?], message: String) {
        #expect(load(files).problems.map(\.description).contains(message), "\(load(files).problems)")
    }

    @Test(
        "clouds.yaml that is no YAML, or of another shape, is an error with its line",
        arguments: ["clouds: [", "clouds: 3", "clouds:\n  a: [x]"]
    )
    func malformed(text: String) {
        let problems = load(["clouds.yaml": text], nil).problems
        #expect(problems.first?.severity == .error)
        #expect(problems.first?.file == "clouds.yaml")
        #expect(problems.first?.line != nil)
    }

    @Test("values that do not do what they seem to are warnings with their lines")
    func warnings() {
        let conf = """
            [Global]
            auth-url = https://k
            user-id = u
            password = p
            tenant-id = t
            tls-insecure = yes
            cloud = prod
            cert-file = /cert
            """
        let problems = load(["/c/cloud.conf": conf]).problems
        #expect(problems.map(\.line) == [6, 7, 8])
        #expect(problems.allSatisfy { $0.severity == .warning })
    }

    @Test("a client certificate's key may come from clouds.yaml, and a half one is told with its file")
    func clientCertificate() {
        let conf = "[Global]\nuse-clouds\ncert-file = /cert\n"
        let auth = "auth: {auth_url: https://k, user_id: u, password: p, project_id: t}"
        let whole = ["/c/cloud.conf": conf, "clouds.yaml": "clouds:\n  a:\n    key: /key\n    \(auth)\n"]
        #expect(load(whole).problems.isEmpty)
        let half = load(["clouds.yaml": "clouds:\n  a:\n    key: /key\n    \(auth)\n"], nil).problems
        #expect(half.map(\.file) == ["clouds.yaml"])
        #expect(half.first?.key == "key-file")
    }

    @Test("incomplete credentials are reported, but not when a value could not be read")
    func credentials() {
        let incomplete = load(["/c/cloud.conf": "[Global]\nauth-url = https://k\n"]).problems
        #expect(incomplete.map(\.message).contains { $0.hasPrefix("no credentials") })
        let projectless = load(["/c/cloud.conf": "[Global]\nauth-url = https://k\nuser-id = u\npassword = p\n"])
        #expect(projectless.isUsable)
        #expect(projectless.problems.first?.message.contains("default project") == true)
        let unreadable = load(["/c/cloud.conf": "[Global]\nusername\n"]).problems
        #expect(unreadable.map(\.line) == [2])
    }
}
