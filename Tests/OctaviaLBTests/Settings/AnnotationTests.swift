import Planning
import Testing

@testable import OctaviaLB

@Suite("Annotations")
struct AnnotationTests {
    @Test(
        "a bool is exactly true or false",
        arguments: [("true", true), ("false", false), ("True", nil), ("invalid", nil), ("", nil)] as [(String, Bool?)]
    )
    func bools(text: String, value: Bool?) {
        #expect(AnnotationType<Bool>.bool.parse(text) == value)
    }

    @Test(
        "a number is decimal, without white space and within its range",
        arguments: [("2", 2), ("-1", -1), ("+7", 7), (" 5", nil), ("5 ", nil), ("0x10", nil), ("11", nil), ("", nil)]
            as [(String, Int?)]
    )
    func numbers(text: String, value: Int?) {
        #expect(AnnotationType<Int>.number(-1...10).parse(text) == value)
    }

    @Test(
        "labels are split at the first equals sign, and a bare key takes any value",
        arguments: [
            ("k1=v1,k2=v2", ["k1": "v1", "k2": "v2"]),
            ("k1=v1,k2=v2=true", ["k1": "v1", "k2": "v2=true"]),
            (" k1=v1, k2 ", ["k1": "v1", "k2": nil]),
            ("k3=v3,=emptykey", ["k3": "v3", "": "emptykey"]),
            ("", [:]),
        ] as [(String, NodeSelector)]
    )
    func labels(text: String, selector: NodeSelector) {
        #expect(AnnotationType<NodeSelector>.labels.parse(text) == selector)
    }

    @Test(
        "PROXY is on with true, v1 and v2, and anything unclear is refused",
        arguments: [("true", .v1), ("v1", .v1), ("v2", .v2), ("false", .off), ("v3", nil)] as [(String, ProxyProtocol?)]
    )
    func proxy(text: String, value: ProxyProtocol?) {
        #expect(AnnotationType<ProxyProtocol>.proxyProtocol.parse(text) == value)
    }

    @Test(
        "protocols come as one for all, or as a list",
        arguments: [
            ("HTTP", .all("HTTP")), ("http", .all("HTTP")),
            ("80:HTTP,443:TCP", .byPort(["80": "HTTP", "443": "TCP"])), ("web: HTTP", .byPort(["web": "HTTP"])),
            ("", nil), ("80:", nil), ("80:HTTP,", nil), ("80:HTTP,80:TCP", nil), ("80:HTTP,TCP", nil),
        ] as [(String, ProtocolByPort?)]
    )
    func protocols(text: String, value: ProtocolByPort?) {
        #expect(AnnotationType<ProtocolByPort>.protocolByPort.parse(text) == value)
    }

    @Test("keys are declared once")
    func unique() {
        #expect(Set(Annotations.all.map(\.key)).count == Annotations.all.count)
    }

    @Test("a value that can't be used is refused or replaced by the default, as its declaration says")
    func invalidValues() {
        var reader = AnnotationReader([key("keep-floatingip"): "yes", key("connection-limit"): "many"])
        #expect(reader.read(Annotations.keepFloatingIP) == nil)
        #expect(reader.read(Annotations.connectionLimit) == nil)
        #expect(reader.notes.map(\.severity) == [.blocked, .warning])
        #expect(
            reader.notes.first?.message
                == "annotation loadbalancer.openstack.org/keep-floatingip: \"yes\" can't be used; expected `true` or `false`. "
                + "The Service keeps its last applied state."
        )
    }

    @Test("a misspelled key is a warning with a guess, another provider's key is none of our business")
    func misspelled() {
        let reader = AnnotationReader([key("conection-limit"): "5", "example.org/x": "y", key("zzzzzzzz"): ""])
        #expect(reader.notes.map(\.severity) == [.warning, .warning])
        #expect(
            reader.notes.first?.message.hasSuffix("did you mean connection-limit?") == true
        )
        #expect(reader.notes.last?.message.contains("did you mean") == false)
    }

    @Test(
        "what the Go OCCM would act on and occm does not is refused",
        arguments: Annotations.unsupported.keys.sorted()
    )
    func unsupported(name: String) {
        #expect(AnnotationReader([key(name): "x"]).notes.map(\.severity) == [.blocked])
        #expect(AnnotationReader([key(name): ""]).notes.isEmpty)
    }
}
