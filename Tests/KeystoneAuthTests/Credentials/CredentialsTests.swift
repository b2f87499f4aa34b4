import Testing

@testable import KeystoneAuth

@Suite("Credentials")
struct CredentialsTests {
    /// `[Global]` with an address and these lines.
    private func global(_ lines: String) -> CloudConfig.Global {
        let text = "[Global]\nauth-url = http://auth.url\n\(lines)"
        return CloudConfig.parse(Array(text.utf8), file: "cloud.conf").config.global
    }

    @Test("the scope is derived as the Go controller derives it (vectors A4)")
    func scopeVectors() {
        let user = "username = user\nuser-id = user\npassword = pass\n"
        func scope(_ lines: String) -> Credentials.Scope? {
            var derivation = CredentialsDerivation(global(user + lines))
            return derivation.scope()
        }
        func domain(_ id: String?, _ name: String?) -> Credentials.Domain? { .init(id: id, name: name) }

        #expect(scope("domain-name = local") == domain(nil, "local").map { .domain($0) })
        #expect(scope("domain-name = local\ndomain-id = 2a73") == domain("2a73", nil).map { .domain($0) })
        let generic = "domain-id = 2a73\ndomain-name = local\ntenant-name = demo\n"
        #expect(scope(generic) == domain("2a73", "local").map { .project("demo", $0) })
        let own = "tenant-domain-name = Default\ntenant-domain-id = default"
        #expect(scope(generic + own) == domain("default", "Default").map { .project("demo", $0) })
    }

    @Test(
        "the request's body",
        arguments: [
            (
                "username = u\nuser-domain-name = D\npassword = p\ntenant-id = t\ntenant-name = ignored",
                #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"domain":{"name":"D"},"name":"u","password":"p"}}},"scope":{"project":{"id":"t"}}}}"#
            ),
            (
                "user-id = u\npassword = p\ntenant-name = t\ntenant-domain-id = d\ntenant-domain-name = D",
                #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"u","password":"p"}}},"scope":{"project":{"domain":{"id":"d"},"name":"t"}}}}"#
            ),
            (
                "username = u\npassword = p\ndomain-id = d",
                #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"domain":{"id":"d"},"name":"u","password":"p"}}},"scope":{"domain":{"id":"d"}}}}"#
            ),
            (
                "user-id = u\npassword = p\ntrust-id = tr\ntenant-id = ignored",
                #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"u","password":"p"}}},"scope":{"OS-TRUST:trust":{"id":"tr"}}}}"#
            ),
            (
                "user-id = u\npassword = p\ntrust-id = tr\ntrustee-id = u2\ntrustee-password = p2",
                #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"u2","password":"p2"}}},"scope":{"OS-TRUST:trust":{"id":"tr"}}}}"#
            ),
            (
                "user-id = u\npassword = p",
                #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"u","password":"p"}}}}}"#
            ),
            (
                "application-credential-id = a\napplication-credential-secret = s\ntenant-id = ignored",
                #"{"auth":{"identity":{"application_credential":{"id":"a","secret":"s"},"methods":["application_credential"]}}}"#
            ),
            (
                "application-credential-name = a\napplication-credential-secret = s\nuser-id = u",
                #"{"auth":{"identity":{"application_credential":{"name":"a","secret":"s","user":{"id":"u"}},"methods":["application_credential"]}}}"#
            ),
            (
                "application-credential-name = a\napplication-credential-secret = s\nusername = u\ndomain-name = D",
                #"{"auth":{"identity":{"application_credential":{"name":"a","secret":"s","user":{"domain":{"name":"D"},"name":"u"}},"methods":["application_credential"]}}}"#
            ),
            (
                "token = tk\nusername = ignored\npassword = ignored\ntenant-id = t",
                #"{"auth":{"identity":{"methods":["token"],"token":{"id":"tk"}},"scope":{"project":{"id":"t"}}}}"#
            ),
            (
                #"user-id = u\#npassword = "a\"b\\c/é"\#ntenant-id = t"#,
                #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"u","password":"a\"b\\c/é"}}},"scope":{"project":{"id":"t"}}}}"#
            ),
        ]
    )
    func body(lines: String, expected: String) throws {
        let credentials = try Credentials(global(lines))
        let body = try AuthRequestBody(credentials: credentials).bytes()
        #expect(String(decoding: body, as: UTF8.self) == expected)
    }

    @Test(
        "what is missing or contradictory is said",
        arguments: [
            ("", ["no credentials"]),
            ("username = u\nuser-domain-name = D\ntenant-id = t", ["password is missing"]),
            ("password = p\ntenant-id = t", ["username or user-id is missing"]),
            ("username = u\npassword = p\ntenant-id = t", ["username needs the user's domain"]),
            (
                "username = u\npassword = p\ntenant-id = t\nuser-domain-id = d\nuser-domain-name = D",
                ["by id and by name"]
            ),
            ("username = u\npassword = p\ntenant-id = t\nuser-domain-id = d\ndomain-name = D", ["by id and by name"]),
            ("username = u\nuser-id = u\npassword = p\ntenant-id = t", ["user-id and username are both set"]),
            ("user-id = u\ndomain-name = D\npassword = p\ntenant-id = t", ["user-id needs no domain"]),
            ("user-id = u\npassword = p\ntenant-name = t", ["tenant-name needs the project's domain"]),
            ("token = t", ["token needs its project"]),
            ("token = t\ntrust-id = tr", ["trust-id goes with a password only"]),
            ("application-credential-id = a", ["application-credential-secret is missing"]),
            ("application-credential-secret = s", ["set application-credential-id or -name too"]),
            ("application-credential-name = a\napplication-credential-secret = s", ["needs its user"]),
            (
                "application-credential-id = a\napplication-credential-secret = s\ntrust-id = t",
                ["with a password only"]
            ),
            ("username = u\ntenant-name = t", ["password is missing", "tenant-name needs"]),
        ]
    )
    func problems(lines: String, expected: [String]) {
        do {
            _ = try Credentials(global(lines))
            Issue.record("These are not complete credentials.")
        } catch {
            #expect(error.problems.count == expected.count, "\(error)")
            for (problem, text) in zip(error.problems, expected) { #expect(problem.contains(text)) }
        }
    }

    @Test(
        "Keystone's address gets its version",
        arguments: [
            ("http://k:5000", "http://k:5000/v3"), ("http://k:5000/", "http://k:5000/v3"),
            ("http://k/v3", "http://k/v3"),
            ("https://k/identity/v3//", "https://k/identity/v3"), ("https://k/identity", "https://k/identity/v3"),
        ]
    )
    func address(url: String, expected: String) throws {
        var global = global("user-id = u\npassword = p\ntenant-id = t")
        global.authURL = url
        #expect(try Credentials(global).authURL == expected)
    }

    @Test(
        "addresses that can't work are refused",
        arguments: ["k:5000", "ftp://k", "http://k:5000/v2.0", "http://k/v2.0/"]
    )
    func badAddress(url: String) {
        var global = global("user-id = u\npassword = p\ntenant-id = t")
        global.authURL = url
        #expect(throws: CredentialsError.self) { try Credentials(global) }
    }
}
