import FoundationEssentials
import Kubernetes
import Testing

@testable import Serving

@Suite("Client certificates")
struct ClientCertificateTests {
    private let now = TestClock.start
    private let authority: TestAuthority
    private let trusted: ClientAuthorities

    init() throws {
        authority = try TestAuthority(around: TestClock.start)
        trusted = try ClientAuthorities(pem: authority.pem)
    }

    private func request(_ pair: CertificatePair, headers: [(name: String, value: String)] = []) throws
        -> IncomingRequest
    {
        let chain = try DERChain(pem: pair.chain).certificates
        return IncomingRequest(method: "GET", target: "/metrics", headers: headers, certificates: chain)
    }

    @Test("CN is the user, every O a group")
    func user() throws {
        let pair = try authority.client("ann", groups: ["readers", "größer"])
        guard case .user(let user) = trusted.identify(try request(pair), at: now) else {
            Issue.record("the certificate was not believed")
            return
        }
        #expect(user.username == "ann")
        #expect(user.groups == ["readers", "größer"])
        let id = try #require(user.extra["authentication.kubernetes.io/credential-id"]?.first)
        #expect(id.wholeMatch(of: /X509SHA256=[0-9a-f]{64}/) != nil)
    }

    @Test("a chain through an intermediate CA is followed, if it is whole")
    func intermediate() throws {
        let between = try TestAuthority("between", by: authority, around: now)
        let pair = try between.client("ann")
        guard case .user = trusted.identify(try request(pair), at: now) else {
            Issue.record("the chain was not followed")
            return
        }
        let leaf = try DERChain(pem: pair.chain).certificates.prefix(1)
        let lone = IncomingRequest(method: "GET", target: "/", certificates: Array(leaf))
        #expect(trusted.identify(lone, at: now).isRefused)
    }

    @Test("what was issued by others, is too old or too new, is for servers or is junk is refused")
    func refusals() throws {
        let (early, late) = (now.addingTimeInterval(-2 * 86400), now.addingTimeInterval(2 * 86400))
        let ann = try request(try authority.client("ann"))
        #expect(trusted.identify(ann, at: early).isRefused)
        #expect(trusted.identify(ann, at: late).isRefused)
        #expect(trusted.identify(try request(try authority.server()), at: now).isRefused)
        let other = try TestAuthority(around: now).client("ann")
        #expect(trusted.identify(try request(other), at: now).isRefused)
        let junk = IncomingRequest(method: "GET", target: "/", certificates: [[1, 2, 3]])
        #expect(trusted.identify(junk, at: now).isRefused)
    }

    @Test("who shows no certificate, or one without a name, is nobody")
    func nobody() throws {
        #expect(trusted.identify(IncomingRequest(method: "GET", target: "/"), at: now) == .nobody)
        #expect(trusted.identify(try request(try authority.client("", groups: ["g"])), at: now) == .nobody)
    }

    @Test("the front proxy says who the user is")
    func frontProxy() throws {
        var proxy = FrontProxy(authorities: trusted)
        proxy.headers.allowedNames = ["proxy"]
        proxy.headers.uids = ["x-remote-uid"]
        let headers = [
            ("X-Remote-User", ""), ("X-Remote-User", "ann"), ("X-Remote-Group", "a"), ("x-remote-group", "b"),
            ("X-Remote-Extra-Acme%2FTeam", "red"), ("X-Remote-Uid", "7"),
        ]
        let request = try request(try authority.client("proxy"), headers: headers.map { (name: $0.0, value: $0.1) })
        let ann = TokenReview.User(username: "ann", uid: "7", groups: ["a", "b"], extra: ["acme/team": ["red"]])
        #expect(proxy.identify(request, at: now) == .user(ann))
    }

    @Test("headers of anybody else are not believed")
    func falseProxy() throws {
        var proxy = FrontProxy(authorities: trusted)
        proxy.headers.allowedNames = ["proxy"]
        let headers = [(name: "X-Remote-User", value: "admin"), (name: "X-Remote-Group", value: "system:masters")]
        let stranger = try TestAuthority(around: now).client("proxy")
        #expect(proxy.identify(try request(stranger, headers: headers), at: now).isRefused)
        #expect(proxy.identify(try request(try authority.client("ann"), headers: headers), at: now).isRefused)
        let bare = IncomingRequest(method: "GET", target: "/", headers: headers)
        #expect(proxy.identify(bare, at: now) == .nobody)
    }

    @Test("a front proxy without a user's name says nothing")
    func noUser() throws {
        let request = try request(try authority.client("proxy"))
        #expect(FrontProxy(authorities: trusted).identify(request, at: now) == .nobody)
    }
}

extension Identification {
    fileprivate var isRefused: Bool { if case .refused = self { true } else { false } }
}
