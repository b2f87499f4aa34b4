import KeystoneAuth
import Testing

@testable import OpenStackAPI

@Suite("Octavia's versions")
struct OctaviaVersionTests {
    @Test(
        "versions are read and compared by number",
        arguments: [
            ("v2.30", "v2.5"), ("v2.5", "v2.4"), ("v3.0", "v2.99"), ("2.12", "v2.9"),
        ]
    )
    func order(newer: String, older: String) throws {
        #expect(try #require(OctaviaVersion(newer)) > #require(OctaviaVersion(older)))
    }

    @Test(
        "what is no version is not read",
        arguments: ["", "v2", "v2.", "v.5", "v2.5.1", "v2.x", "v-2.5", "v2.99999999999999999999"]
    )
    func unreadable(text: String) {
        #expect(OctaviaVersion(text) == nil)
    }

    @Test("the newest version that is offered counts, in whatever order")
    func newest() throws {
        #expect(try OctaviaFeatures(versions: ["v2.0", "v2.27", "v1", "v2.9"]).version == OctaviaVersion(2, 27))
    }

    @Test("features come with the version that brought them")
    func gates() throws {
        let gates: [(KeyPath<OctaviaFeatures, Bool>, Int)] = [
            (\.flavors, 6), (\.allowedCIDRs, 12), (\.sourceIPPort, 13), (\.availabilityZones, 14),
            (\.httpMonitorsOnUDP, 16), (\.proxyV2, 22), (\.sctp, 23),
        ]
        for (gate, minor) in gates {
            #expect(try OctaviaFeatures(version: .init(2, minor))[keyPath: gate])
            #expect(try !OctaviaFeatures(version: .init(2, minor - 1))[keyPath: gate])
        }
        #expect(try OctaviaFeatures(version: .init(2, 5)).timeouts)
    }

    @Test("an Octavia without tags is refused with a sentence")
    func tooOld() async {
        let error = await failure { try OctaviaFeatures(versions: ["v2.0", "v2.4"]) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("v2.4") == true && error?.message.contains("v2.5") == true)
    }

    @Test("a version document that says nothing is an error, never an Octavia without features")
    func nothing() async {
        #expect(
            await failure { try OctaviaFeatures(versions: []) }?.code == .invalidResponse
        )
    }
}
