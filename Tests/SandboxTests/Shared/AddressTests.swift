import Testing

@testable import Sandbox

@Suite("Addresses and instants")
struct AddressTests {
    @Test(
        "addresses are written canonically",
        arguments: [
            ("10.0.0.1", "10.0.0.1"), ("255.255.255.255", "255.255.255.255"), ("FD00:0:0::1", "fd00::1"),
            ("::", "::"), ("1::", "1::"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
            ("::ffff:10.0.0.1", "::ffff:a00:1"),
        ]
    )
    func canonical(text: String, expected: String) { #expect(IPAddress(text)?.description == expected) }

    @Test(
        "what is no address is refused",
        arguments: [
            "", "1.2.3", "1.2.3.256", "01.2.3.4", "1.2.3.4.5", ":", ":::", "1::2::3", "12345::", "g::", "1:2:3",
        ]
    )
    func refused(text: String) { #expect(IPAddress(text) == nil) }

    @Test("a prefix knows its first and last address and what lies between")
    func prefix() throws {
        let prefix = try #require(IPPrefix("10.1.2.3/22"))
        #expect("\(prefix.first) \(prefix.last)" == "10.1.0.0 10.1.3.255")
        #expect(prefix.contains(try #require(IPAddress("10.1.3.9"))))
        #expect(!prefix.contains(try #require(IPAddress("10.1.4.0"))))
        #expect(!prefix.contains(try #require(IPAddress("::10"))))
        #expect(IPPrefix("::/0")?.last.description == "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
        #expect(IPPrefix("10.0.0.0/33") == nil && IPPrefix("10.0.0.0/") == nil)
    }

    @Test(
        "instants are written as UTC dates",
        arguments: [
            (0, "1970-01-01T00:00:00"), (951_782_400, "2000-02-29T00:00:00"), (1_767_225_599, "2025-12-31T23:59:59"),
            (4_107_542_400, "2100-03-01T00:00:00"),
        ]
    )
    func dates(seconds: Int64, expected: String) { #expect(Instant(seconds: seconds).iso8601 == expected) }

    @Test("durations move instants by microseconds")
    func arithmetic() {
        let instant = Instant(seconds: 10) + .milliseconds(1500)
        #expect(instant.iso8601Microseconds == "1970-01-01T00:00:11.500000Z")
        #expect(instant - Instant(seconds: 10) == .milliseconds(1500))
    }

    @Test("ids are version-4 UUIDs and the same for the same seed")
    func identifiers() {
        var first = Identifiers(seed: 7)
        var second = Identifiers(seed: 7)
        let id = first.uuid()
        #expect(id == second.uuid() && id != first.uuid())
        #expect(Identifiers.isUUID(id) && Identifiers.isUUID(first.hexID()) && !Identifiers.isUUID(id + "0"))
        #expect(Array(id)[14] == "4" && "89ab".contains(Array(id)[19]))
    }

    @Test("a target is split and decoded")
    func target() {
        let request = IncomingRequest(method: "GET", target: "/a%2Fb/c?x=1&x=%C3%BC+y&flag&bad=%zz")
        #expect(request.path == "/a/b/c")
        #expect(request.query.map { "\($0.name)=\($0.value)" } == ["x=1", "x=ü y", "flag=", "bad=%zz"])
    }
}
