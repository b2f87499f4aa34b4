import Testing

@testable import KeystoneAuth

@Suite("Catalog and versions")
struct ServiceCatalogTests {
    @Test(
        "an endpoint's URL becomes root and base, with or without a version in it",
        arguments: [
            (ServiceType.loadBalancer, "http://h:9876", "http://h:9876/", "http://h:9876/v2.0"),
            (.loadBalancer, "http://h:9876/", "http://h:9876/", "http://h:9876/v2.0"),
            (
                .loadBalancer, "https://h/load-balancer/v2.0/", "https://h/load-balancer/",
                "https://h/load-balancer/v2.0"
            ),
            (.loadBalancer, "https://h/load-balancer/v2", "https://h/load-balancer/", "https://h/load-balancer/v2"),
            (.network, "http://h:9696", "http://h:9696/", "http://h:9696/v2.0"),
            (.network, "http://h:9696/v2.0/", "http://h:9696/", "http://h:9696/v2.0"),
            (.compute, "https://h/nova/v2.1/0123", "https://h/nova/", "https://h/nova/v2.1/0123"),
            (.compute, "https://h/nova", "https://h/nova/", "https://h/nova/v2.1"),
            (.keyManager, "https://h:9311", "https://h:9311/", "https://h:9311/v1"),
            (.keyManager, "https://h//key/v1?x=1#y", "https://h/key/", "https://h/key/v1"),
            (.network, "https://[::1]:9696/", "https://[::1]:9696/", "https://[::1]:9696/v2.0"),
        ]
    )
    func endpoints(service: ServiceType, url: String, root: String, base: String) throws {
        let endpoint = try #require(ServiceEndpoint(url, of: service))
        #expect(endpoint.root == root)
        #expect(endpoint.base == base)
    }

    @Test(
        "URLs of another version or scheme are passed over",
        arguments: [
            (ServiceType.network, "http://h/v3"), (.keyManager, "http://h/v2"), (.compute, "ftp://h/v2.1"),
            (.compute, "https://"), (.compute, ""),
        ]
    )
    func unusable(service: ServiceType, url: String) {
        #expect(ServiceEndpoint(url, of: service) == nil)
    }

    private let catalog = ServiceCatalog([
        .init(type: "octavia", endpoints: [.init(interface: "public", regionID: "One", url: "http://alias")]),
        .init(
            type: "load-balancer",
            endpoints: [
                .init(interface: "public", regionID: "Two", url: "http://two"),
                .init(interface: "publicURL", regionID: nil, region: "One", url: "http://one"),
                .init(interface: "internal", regionID: "One", url: "http://internal/v1"),
                .init(interface: "internal", regionID: "One", url: "http://internal"),
                .init(interface: "admin", regionID: "One", url: "http://admin"),
            ]
        ),
        .init(type: "Key_Manager", endpoints: [.init(interface: "public", regionID: "One", url: "http://keys")]),
        .init(type: "networking", endpoints: [.init(interface: "public", regionID: "One", url: "http://net")]),
    ])

    @Test(
        "endpoints are chosen by type, region and interface; official types before aliases",
        arguments: [
            (.loadBalancer, "One", .public, "http://one/v2.0"),
            (.loadBalancer, "Two", .public, "http://two/v2.0"), (.loadBalancer, nil, .public, "http://two/v2.0"),
            (.loadBalancer, "One", .internal, "http://internal/v2.0"),
            (.loadBalancer, nil, .admin, "http://admin/v2.0"),
            (.keyManager, "One", .public, "http://keys/v1"), (.network, nil, .public, "http://net/v2.0"),
        ] as [(ServiceType, String?, EndpointInterface, String)]
    )
    func choice(service: ServiceType, region: String?, interface: EndpointInterface, base: String) throws {
        #expect(try catalog.endpoint(of: service, region: region, interface: interface).base == base)
    }

    @Test("a catalog without the service names the services it has")
    func missingService() {
        let error = #expect(throws: OpenStackError.self) {
            try catalog.endpoint(of: .compute, region: "One", interface: .public)
        }
        #expect(error?.code == .noEndpoint)
        #expect(
            error?.message
                == "The catalog has no public endpoint of the compute service in region One. "
                + "It has: Key_Manager, load-balancer, networking, octavia. "
                + "Choose a cloud that has it, or ask this one's operator."
        )
    }

    @Test("a catalog without the region or interface names those it has")
    func missingRegion() {
        let error = #expect(throws: OpenStackError.self) {
            try catalog.endpoint(of: .network, region: "Two", interface: .internal)
        }
        #expect(error?.message.hasSuffix("to one of: One public http://net.") == true)
    }

    @Test("an empty catalog asks for a scope")
    func emptyCatalog() {
        let error = #expect(throws: OpenStackError.self) {
            try ServiceCatalog([]).endpoint(of: .network, region: nil, interface: .public)
        }
        #expect(error?.message.contains("scoped") == true)
    }

    @Test(
        "version documents are read in every form, sorted by number",
        arguments: [
            (
                #"{"versions":[{"id":"v2.9"},{"id":"v2.26","status":"CURRENT"},{"id":"v2.0"}]}"#,
                ["v2.0", "v2.9", "v2.26"]
            ),
            (#"{"versions":{"values":[{"id":"v3.14"}]}}"#, ["v3.14"]),
            (#"{"versions":[{"id":"beta"},{"id":"v1"}],"more":1}"#, ["v1"]),
        ]
    )
    func versionDocuments(body: String, expected: [String]) {
        #expect(VersionDocument.versions(in: Array(body.utf8)) == expected)
    }

    @Test(
        "what is no version document is none",
        arguments: ["", "{}", "[]", "<html>", #"{"versions":[]}"#, #"{"versions":[{"id":"x"}]}"#, #"{"versions":3}"#]
    )
    func noVersionDocument(body: String) {
        #expect(VersionDocument.versions(in: Array(body.utf8)) == nil)
    }

    @Test("versions are compared by number", arguments: [("v2.9", "v2.26"), ("2.0", "v3"), ("v2", "v2.1")])
    func order(low: String, high: String) throws {
        #expect(try #require(APIVersion(low)) < #require(APIVersion(high)))
    }

    @Test(
        "other texts are no versions",
        arguments: ["", "v", "v2.", "v.1", "v2.0.1", "x2", "v-1", "v2.x", "v٢", "v99999999999999999999"]
    )
    func noVersion(text: String) {
        #expect(APIVersion(text) == nil)
    }
}
