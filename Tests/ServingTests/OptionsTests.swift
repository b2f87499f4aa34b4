import NIOSSL
import Testing

@testable import Serving

@Suite("Options")
struct OptionsTests {
    @Test("TLS versions are named as in Go", arguments: Serving.TLSVersion.allCases)
    func versions(_ version: Serving.TLSVersion) throws {
        #expect(try Serving.TLSVersion(name: version.rawValue) == version)
        #expect(try Serving.TLSVersion(name: "") == .tls12)
        let error = #expect(throws: ServingError.self) { try Serving.TLSVersion(name: "TLS1.2") }
        #expect(error?.message.contains(version.rawValue) == true)
    }

    @Test("cipher suites are named as by IANA; Go's old names count too")
    func suites() throws {
        let old = try CipherSuites(names: ["TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305", "TLS_AES_128_GCM_SHA256"])
        let new = try CipherSuites(names: ["TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"])
        #expect(old == new)
        #expect(old.beforeTLS13 == [.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256])
        #expect(try CipherSuites(names: []) == .automatic)
    }

    @Test("unknown suites are all named, and the known ones listed")
    func unknownSuites() {
        let error = #expect(throws: ServingError.self) { try CipherSuites(names: ["TLS_ONE", "AES", "TLS_TWO"]) }
        for text in [#""TLS_ONE", "AES", "TLS_TWO""#, "TLS_RSA_WITH_AES_128_GCM_SHA256"] {
            #expect(error?.message.contains(text) == true)
        }
    }

    @Test("weak suites are left out, and alone they are an error")
    func weakSuites() throws {
        let suites = try CipherSuites(names: ["TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_AES_128_GCM_SHA256"])
        #expect(suites.unavailable == ["TLS_RSA_WITH_RC4_128_SHA"])
        #expect(suites.chosen == [.TLS_RSA_WITH_AES_128_GCM_SHA256])
        #expect(throws: ServingError.self) { try CipherSuites(names: ["TLS_RSA_WITH_RC4_128_SHA"]) }
    }

    @Test("--tls-sni-cert-key has files, and names if it likes")
    func namedCertificates() throws {
        let files = CertificateFiles(certificate: "a.crt", key: "a.key")
        #expect(try NamedCertificateFiles(flag: "a.crt,a.key") == NamedCertificateFiles(files: files))
        let named = NamedCertificateFiles(files: files, names: ["*.foo.com", "foo.com"])
        #expect(try NamedCertificateFiles(flag: "a.crt,a.key:*.foo.com,foo.com") == named)
        for bad in ["", "a.crt", "a.crt,", "a,b,c", "a.crt,a.key:", "a.crt,a.key:x,"] {
            #expect(throws: ServingError.self) { try NamedCertificateFiles(flag: bad) }
        }
    }

    @Test("a request's target is a path and a query, decoded")
    func target() {
        let request = IncomingRequest(method: "GET", target: "/a%2Fb%zz?x=1&verbose&y=%41+b=c&=&")
        #expect(request.path == "/a/b%zz")
        let pairs = request.query.map { "\($0.name)=\($0.value)" }
        #expect(pairs == ["x=1", "verbose=", "y=A b=c", "="])
    }

    @Test("the cache forgets what is old, and when full what would be forgotten first")
    func cache() {
        let clock = TestClock()
        let cache = ExpiringCache<Int, String>(capacity: 8, clock: clock.clock)
        cache.store("never", for: 0, lifetime: .zero)
        #expect(cache[0] == nil)
        for key in 1...8 { cache.store("\(key)", for: key, lifetime: .seconds(10 + key)) }
        cache.store("9", for: 9, lifetime: .seconds(1))
        #expect(cache.count <= 8)
        #expect(cache[1] == nil)
        #expect(cache[9] == "9")
        clock.advance(by: .seconds(1))
        #expect(cache[9] == nil)
        #expect(cache[8] == "8")
    }
}
