import Testing

@testable import Sandbox

@Suite("Neutron's lists")
struct NeutronListTests {
    private static let path = "/networking/v2.0/floatingips"
    private var cloud = SeededWorld()

    init() {
        let body: JSONValue = ["floatingip": ["floating_network_id": .string(cloud.facts.floatingNetworkID)]]
        for tags in [["a"], ["a", "b"], ["b"], []] {
            let id = cloud.send("POST", Self.path, body).madeID
            _ = cloud.send("PUT", "\(Self.path)/\(id)/tags", ["tags": .strings(tags)])
        }
    }

    private mutating func addresses(_ query: String) -> [String] {
        let list = cloud.send("GET", "\(Self.path)?\(query)").json?["floatingips"]?.arrayValue ?? []
        return list.compactMap { $0["floating_ip_address"]?.stringValue }.map { String($0.suffix(2)) }.sorted()
    }

    @Test(
        "tags select: all, any, not all, not any",
        arguments: [
            ("tags=a", ["10", "11"]), ("tags=a,b", ["11"]), ("tags=a&tags=b", ["11"]),
            ("tags-any=a,b", ["10", "11", "12"]), ("not-tags=a,b", ["10", "12", "13"]), ("not-tags-any=a,b", ["13"]),
        ]
    )
    mutating func tags(query: String, expected: [String]) { #expect(addresses(query) == expected) }

    @Test(
        "filters match exactly, repeated ones either value, empty ones nothing",
        arguments: [
            ("floating_ip_address=203.0.113.11", ["11"]),
            ("floating_ip_address=203.0.113.11&floating_ip_address=203.0.113.13", ["11", "13"]),
            ("status=DOWN&floating_ip_address=203.0.113.1", []), ("port_id=", []),
        ]
    )
    mutating func filters(query: String, expected: [String]) { #expect(addresses(query) == expected) }

    @Test("a port is found by its address, its device and its security group")
    mutating func ports() {
        let queries = [
            "fixed_ips=ip_address%3D10.10.0.11", "device_owner=compute%3Anova", "name=node-1&admin_state_up=true",
            "security_groups=\(cloud.facts.securityGroupID)", "fixed_ips=subnet_id%3D\(cloud.facts.subnet6ID)",
        ]
        for query in queries {
            let list = cloud.send("GET", "/networking/v2.0/ports?\(query)").json?["ports"]?.arrayValue
            #expect(list?.compactMap { $0["name"]?.stringValue } == ["node-1"])
        }
    }

    @Test(
        "what is no filter, sort key or limit is refused",
        arguments: [
            ("foo=1", "['foo'] is invalid attribute for filtering"),
            ("sort_key=foo&sort_dir=asc", "['foo'] is invalid attribute for sort_keys"),
            ("sort_key=id", "The number of sort_keys and sort_dirs must be same"),
            ("limit=x", "Bad limit request: Limit must be an integer 0 or greater and not 'x'."),
        ]
    )
    mutating func refused(query: String, message: String) {
        let answer = cloud.send("GET", "\(Self.path)?\(query)")
        #expect(answer.status == 400)
        #expect(answer.neutronError?.hasSuffix(message) == true)
    }

    @Test("pages are complete, in order, and keep the query in their links")
    mutating func pages() throws {
        cloud.world.settings.pageSize = 3
        let first = cloud.send("GET", "\(Self.path)?fields=id&status=DOWN")
        let links = try #require(first.json?["floatingips_links"]?.arrayValue)
        let next = try #require(links.first { $0["rel"] == "next" }?["href"]?.stringValue)
        #expect(next.hasPrefix("http://cloud\(Self.path)?fields=id&status=DOWN&marker="))
        let second = cloud.send("GET", String(next.dropFirst("http://cloud".count)))
        let pages = [first, second].map { $0.json?["floatingips"]?.arrayValue ?? [] }
        #expect(pages.map(\.count) == [3, 1])
        let ids = pages.joined().compactMap { $0["id"]?.stringValue }
        #expect(ids == ids.sorted() && Set(ids).count == 4)
        #expect(second.json?["floatingips_links"]?.arrayValue?.map { $0["rel"] } == ["previous"])
    }

    @Test("an unknown marker is not found")
    mutating func marker() {
        #expect(cloud.send("GET", "\(Self.path)?limit=1&marker=abc").status == 404)
    }

    @Test("fields select members, and a sort key orders")
    mutating func fieldsAndOrder() {
        let query = "fields=floating_ip_address&sort_key=floating_ip_address&sort_dir=desc&limit=2"
        let list = cloud.send("GET", "\(Self.path)?\(query)").json?["floatingips"]
        #expect(list == [["floating_ip_address": "203.0.113.13"], ["floating_ip_address": "203.0.113.12"]])
    }
}
