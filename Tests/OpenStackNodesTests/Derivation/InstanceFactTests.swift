import CloudProvider
import KeystoneAuth
import OpenStackAPI
import Planning
import Testing

@testable import OpenStackNodes

@Suite("Provider ids")
struct ProviderIDTests {
    @Test(
        "of OpenStack are read (C1)",
        arguments: [
            ("openstack:///7b9cf879-7146-417c-abfd-cb4272f0c935", "", "7b9cf879-7146-417c-abfd-cb4272f0c935"),
            ("openstack://RegionOne/7b9cf879", "RegionOne", "7b9cf879"),
            ("us-east-1/testInstanceID", "us-east-1", "testInstanceID"), ("/testInstanceID", "", "testInstanceID"),
        ]
    )
    func read(text: String, region: String, server: String) throws {
        let id = try ProviderID(parsing: text)
        #expect(id.region == region && id.server.rawValue == server)
    }

    @Test(
        "that are not are told apart (C1)",
        arguments: [
            ("openstack://7b9cf879-7146-417c-abfd-cb4272f0c935", ProviderID.Mismatch.malformed),
            ("7b9cf879-7146-417c-abfd-cb4272f0c935", .malformed), ("openstack://us-east-1-testInstanceID", .malformed),
            ("openstack:///", .malformed), ("openstack:///a/b", .malformed), ("aws:///eu-1/i-1", .otherCloud),
            ("openstackish:///a", .otherCloud),
        ]
    )
    func refused(text: String, mismatch: ProviderID.Mismatch) {
        #expect(throws: mismatch) { try ProviderID(parsing: text) }
    }

    @Test(
        "are written as configured",
        arguments: [
            (false, "RegionOne", "openstack:///s1"), (true, "RegionOne", "openstack://RegionOne/s1"),
            (true, nil, "openstack:///s1"),
        ]
    )
    func written(isRegional: Bool, region: String?, expected: String) throws {
        var config = CloudConfig()
        config.global.region = region
        let derivation = InstanceDerivation(config: config, isRegional: isRegional)
        let instance = derivation.instance(of: try Server.fixture(), in: ServerSnapshot())
        #expect(instance.providerID.value == expected)
        #expect(instance.region?.value == region)
    }
}

@Suite("Labels of a Node")
struct LabelTests {
    static let x63 = String(repeating: "x", count: 63)

    @Test(
        "are made to fit (C2); what is cut does not end in a separator",
        arguments: [
            ("nova", "nova"), ("AZ 1", "AZ-1"), ("Zürich/ä b", "Z-rich-b"), ("-x-", "x"), ("..", ""), ("", ""),
            ("a_b.c-d", "a_b.c-d"), ("x" + x63, x63), (String(x63.dropLast()) + " y", String(x63.dropLast())),
        ]
    )
    func sanitised(text: String, label: String) {
        #expect(LabelValue.sanitised(text) == label)
        #expect(label.isEmpty || LabelValue.accepts(label))
    }

    @Test("a zone without a letter left is no label, and one that was changed says so")
    func zone() throws {
        let derivation = InstanceDerivation(config: CloudConfig())
        func zone(_ name: String) throws -> Derived<String>? {
            let server = try Server.fixture(fields: #""OS-EXT-AZ:availability_zone": "\#(name)""#)
            return derivation.instance(of: server, in: ServerSnapshot()).zone
        }
        #expect(try zone("..") == nil)
        #expect(try zone("AZ 1") == Derived("AZ-1", from: "availability zone \"AZ 1\", made a label value"))
        #expect(try zone("nova")?.origin == "availability zone")
    }

    @Test(
        "the instance type is the flavor's name, or its id where the name does not fit",
        arguments: [
            (#"{"original_name": "m1.tiny"}"#, "m1.tiny", []), (#"{"id": "f1"}"#, "m1.small", []),
            (#"{"original_name": "m1 large"}"#, "f2", []), (#"{"id": "f2"}"#, "f2", []),
            (#"{"id": "f3"}"#, nil, ["no-instance-type"]),
            (#"{"original_name": "gone one"}"#, nil, ["no-instance-type"]),
            (#"{"original_name": ""}"#, nil, ["no-instance-type"]), ("{}", nil, ["no-instance-type"]),
        ]
    )
    func instanceType(flavor: String, expected: String?, notes: [String]) throws {
        var snapshot = ServerSnapshot(ports: [try Port.fixture(["10.0.0.5"])])
        snapshot.flavorNames = ["f1": "m1.small", "f2": "m1 large"]
        let server = try Server.fixture(flavor: flavor)
        let instance = InstanceDerivation(config: CloudConfig()).instance(of: server, in: snapshot)
        #expect(instance.instanceType?.value == expected)
        #expect(instance.notes.map(\.code) == notes)
    }

    @Test(
        "a server that was put away is shut down, one in trouble is not",
        arguments: [
            ("ACTIVE", false), ("SHUTOFF", true), ("SHELVED", true), ("SHELVED_OFFLOADED", true),
            ("SOFT_DELETED", true),
            ("ERROR", false), ("BUILD", false), ("MIGRATING", false), ("UNKNOWN", false), ("PAUSED", false),
        ]
    )
    func shutDown(status: String, expected: Bool) throws {
        let instance = InstanceDerivation(config: CloudConfig())
            .instance(of: try Server.fixture(status: status), in: ServerSnapshot())
        #expect(instance.isShutDown == expected)
    }
}
