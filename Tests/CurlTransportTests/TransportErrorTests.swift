import CCurl
import Testing

@testable import CurlTransport

@Suite("What a failure is to the caller")
struct TransportErrorTests {
    @Test(
        "libcurl's result, the stage and the method decide the code",
        arguments: [
            (CURLE_COULDNT_RESOLVE_HOST, [TransportError.Code.resolve, .resolve, .aborted, .outcomeUnknown]),
            (CURLE_COULDNT_RESOLVE_PROXY, [.resolve, .resolve, .aborted, .outcomeUnknown]),
            (CURLE_COULDNT_CONNECT, [.connect, .connect, .aborted, .outcomeUnknown]),
            (CURLE_OPERATION_TIMEDOUT, [.connect, .connect, .timeout, .outcomeUnknown]),
            (CURLE_PEER_FAILED_VERIFICATION, [.tls, .tls, .aborted, .outcomeUnknown]),
            (CURLE_SSL_CONNECT_ERROR, [.tls, .tls, .aborted, .outcomeUnknown]),
            (CURLE_SSL_CERTPROBLEM, [.tls, .tls, .aborted, .outcomeUnknown]),
            (CURLE_URL_MALFORMAT, [.invalid, .invalid, .aborted, .outcomeUnknown]),
            (CURLE_UNSUPPORTED_PROTOCOL, [.invalid, .invalid, .invalid, .outcomeUnknown]),
            (CURLE_WEIRD_SERVER_REPLY, [.connect, .connect, .invalid, .outcomeUnknown]),
            (CURLE_RECV_ERROR, [.connect, .connect, .aborted, .outcomeUnknown]),
            (CURLE_SEND_ERROR, [.connect, .connect, .aborted, .outcomeUnknown]),
            (CURLE_GOT_NOTHING, [.connect, .connect, .aborted, .outcomeUnknown]),
            (CURLE_PARTIAL_FILE, [.connect, .connect, .aborted, .outcomeUnknown]),
            (CURLE_SEND_FAIL_REWIND, [.connect, .connect, .aborted, .outcomeUnknown]),
        ]
    )
    func codes(result: CURLcode, expected: [TransportError.Code]) {
        let stages = [(HTTPMethod.get, false), (.post, false), (.get, true), (.post, true)]
        let codes = stages.map { method, wasSent in
            ExchangeFailure.curl(result, detail: "why").error(method: method, wasSent: wasSent, target: "").code
        }
        #expect(codes == expected)
    }

    @Test("nothing was sent is true of what failed before sending, and of nothing else")
    func nothingWasSent() {
        for code in 1...UInt32(CURL_LAST.rawValue) {
            let failure = ExchangeFailure.curl(CURLcode(code), detail: "")
            #expect(!failure.error(method: .post, wasSent: true, target: "").nothingWasSent)
            #expect(!failure.error(method: .get, wasSent: true, target: "").nothingWasSent)
            let before = failure.error(method: .post, wasSent: false, target: "")
            #expect(before.nothingWasSent || before.code == .invalid)
        }
    }

    @Test("messages carry libcurl's reason without credentials")
    func message() {
        let failure = ExchangeFailure.curl(
            CURLE_COULDNT_RESOLVE_PROXY,
            detail: "bad proxy 'http://user:secret@proxy:1'"
        )
        let error = failure.error(method: .get, wasSent: false, target: "GET http://h/")
        #expect(error.message.contains("proxy:1"))
        #expect(!error.description.contains("secret"))
        #expect(error.description.hasPrefix("GET http://h/: "))
    }

    @Test(
        "a target shows neither credentials nor query",
        arguments: [
            ("http://host/path", "GET http://host/path"),
            ("http://user:p%40ss@host:1/path?token=x#y", "GET http://<redacted>@host:1/path"),
            ("http://host/path?a=b@c", "GET http://host/path"),
            ("http://user:pa/ss@host/", "GET http://<redacted>@host/"),
            ("user:pass@host", "GET <redacted>@host"),
        ]
    )
    func target(url: String, expected: String) {
        #expect(Redaction.target(.get, url) == expected)
    }

    @Test("PEM prints none of its content")
    func pem() {
        let pem = PEM(Array("-----BEGIN PRIVATE KEY-----".utf8))
        var dumped = ""
        dump(pem, to: &dumped)
        for text in ["\(pem)", String(reflecting: pem), String(describing: CurlTransport.TLS(key: pem)), dumped] {
            #expect(!text.contains("PRIVATE") && !text.contains("45, 45"))
        }
        #expect(throws: TransportError.self) { try PEM(contentsOf: "/nonexistent/key.pem") }
    }

    @Test(
        "durations become whole milliseconds that libcurl accepts",
        arguments: [
            (Duration.seconds(10), 10_000), (.milliseconds(1), 1), (.microseconds(1), 1), (.microseconds(1500), 2),
            (.zero, 1), (.seconds(-5), 1), (.seconds(Int64.max), Int(Int32.max)),
        ]
    )
    func milliseconds(duration: Duration, expected: Int) {
        #expect(duration.wholeMilliseconds == expected)
    }
}
