import CurlTransport
import Testing

@testable import KeystoneAuth

@Suite("What services say about refusals")
struct FaultTextTests {
    private func call(_ method: HTTPMethod) -> Call {
        Call(service: "load-balancer", operation: "x", request: HTTPRequest(method, "https://h/x"))
    }

    @Test(
        "each service's form is read",
        arguments: [
            (
                #"{"faultcode":"Client","faultstring":"Load Balancer x is immutable","debuginfo":null}"#,
                "Load Balancer x is immutable"
            ),
            (#"{"NeutronError":{"type":"OverQuota","message":"Quota exceeded","detail":""}}"#, "Quota exceeded"),
            (#"{"itemNotFound":{"code":404,"message":"Instance not found"}}"#, "Instance not found"),
            (
                #"{"error":{"code":401,"title":"Unauthorized","message":"The request you have made requires authentication."}}"#,
                "The request you have made requires authentication."
            ),
            (
                #"{"code":404,"title":"Not Found","description":"Not Found. Sorry but your container is in another castle."}"#,
                "Not Found. Sorry but your container is in another castle."
            ),
            (#"{"message":"plain"}"#, "plain"), (#"{"x":1}"#, ""), (#"["x"]"#, #"["x"]"#), ("", ""),
            ("upstream connect error\n or  disconnect", "upstream connect error or disconnect"),
            (
                "<html><head><style>p {color: red}</style><title>502 Bad Gateway</title></head>\n<body><h1>Bad</h1></body></html>",
                "502 Bad Gateway Bad"
            ),
            (#"{"faultstring": "cut off in the mid"#, #"{"faultstring": "cut off in the mid"#), ("<h1>cut <b", "cut"),
        ]
    )
    func forms(body: String, message: String) {
        #expect(FaultText(Array(body.utf8)).message == message)
    }

    @Test("long bodies are cut, control characters and invalid UTF-8 do no harm")
    func hostile() {
        let long = FaultText(Array(repeating: UInt8(ascii: "x"), count: 1 << 20)).message
        #expect(long.count == 501)
        #expect(FaultText([0x1B, 0x5B, 0x33, 0x31, 0x6D, 0xFF, 0x00, 0x41]).message == "[31m\u{FFFD} A")
    }

    @Test(
        "status and text become a code",
        arguments: [
            (400, "", .badRequest), (401, "", .unauthorized), (403, "Policy does not allow", .forbidden),
            (403, "Quota has been met for resources: Load Balancer", .quotaExceeded),
            (404, "", .notFound), (405, "", .badRequest), (409, "VIP address already in use", .conflict),
            (409, "Load Balancer 1 is immutable and cannot be updated.", .immutable),
            (409, "Invalid state PENDING_UPDATE of loadbalancer resource 1", .immutable),
            (409, "Quota exceeded for resources: ['floatingip'].", .quotaExceeded),
            (413, "Quota exceeded, too many", .quotaExceeded),
            (413, "too large", .badRequest), (422, "", .badRequest), (429, "", .throttled), (500, "", .server),
            (501, "", .badRequest),
            (502, "", .server), (503, "", .server), (504, "", .server), (302, "", .invalidResponse),
            (206, "", .invalidResponse),
        ] as [(Int, String, OpenStackError.Code)]
    )
    func codes(status: Int, text: String, code: OpenStackError.Code) {
        let response = FakeCloud.json(
            #"{"faultstring":"\#(text)"}"#,
            status: status,
            headers: ["X-Openstack-Request-Id": "req-1"]
        )
        let error = OpenStackError(response, to: call(.get))
        #expect(error.code == code)
        #expect(error.status == status)
        #expect(error.requestID == "req-1")
        #expect(error.fault == (text.isEmpty ? nil : text))
        #expect(error.message.contains(text.hasSuffix(".") ? String(text.dropLast()) : text))
        #expect(error.message.hasSuffix("."))
    }

    @Test("a gateway that lost a change's answer leaves the outcome unknown", arguments: [502, 504])
    func lostChange(status: Int) {
        let error = OpenStackError(HTTPResponse(status: status), to: call(.post))
        #expect(error.code == .outcomeUnknown)
    }

    @Test("secrets are taken out of what a service quotes")
    func secrets() {
        let error = OpenStackError(.badRequest, "You sent \"hunter2\".", fault: "hunter2, hunter2")
        let clean = error.without([Secret("hunter2"), Secret(""), Secret("You")])
        #expect(clean.message == "You sent \"<redacted>\".")
        #expect(clean.fault == "<redacted>, <redacted>")
    }
}
