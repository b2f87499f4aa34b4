import CurlTransport
import Testing

@testable import KeystoneAuth

@Suite("TLS settings of [Global]")
struct TLSTests {
    private let files = FileSource.table(["/ca": "CA", "/cert": "CERT", "/key": "KEY", "/locked": nil])

    @Test("files are read; ca-file wins over cafilecontents")
    func read() throws {
        var global = CloudConfig.Global()
        global.caFileContents = "INLINE"
        #expect(try CurlTransport.TLS(global, files: files).authorities == PEM(Array("INLINE".utf8)))
        global.caFile = "/ca"
        global.certFile = "/cert"
        global.keyFile = "/key"
        global.tlsInsecure = "true"
        let tls = try CurlTransport.TLS(global, files: files)
        #expect(tls.authorities == PEM(Array("CA".utf8)))
        #expect(tls.certificate == PEM(Array("CERT".utf8)))
        #expect(tls.key == PEM(Array("KEY".utf8)))
        #expect(!tls.verifiesServer)
    }

    @Test("by default certificates are verified by the system's roots, without a client certificate")
    func standard() throws {
        var global = CloudConfig.Global()
        global.certFile = "/cert"
        #expect(try CurlTransport.TLS(global, files: files) == CurlTransport.TLS())
    }

    @Test("a file that is missing or locked is named", arguments: ["/none", "/locked"])
    func failure(path: String) {
        var global = CloudConfig.Global()
        global.caFile = path
        let error = #expect(throws: ConfigProblem.self) { try CurlTransport.TLS(global, files: files) }
        #expect(error?.file == path)
        #expect(error?.key == "ca-file")
    }
}
