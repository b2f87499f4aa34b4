import Testing

@testable import KeystoneAuth

@Suite("Addresses of requests")
struct ServiceURLTests {
    @Test("the query's names and values are escaped, the path is taken as it is")
    func query() {
        let items = [(name: "tags", value: "a b,c&d=e/é"), (name: "fields", value: "id"), (name: "fields", value: "")]
        let url = ServiceURL.url("https://h/v2.0", "/lbaas/a%2Fb", query: items)
        #expect(url == "https://h/v2.0/lbaas/a%2Fb?tags=a%20b%2Cc%26d%3De%2F%C3%A9&fields=id&fields=")
        #expect(ServiceURL.url("https://h/v2.0", "/x", query: []) == "https://h/v2.0/x")
    }

    @Test("control characters are escaped with two digits")
    func escape() {
        #expect(ServiceURL.escape("\u{1}\n~") == "%01%0A~")
    }

    @Test(
        "messages and counters get the path without query and ids",
        arguments: [
            (
                "https://h/lb/v2.0/lbaas/pools/8d9f0c5e-1111-4222-8333-444455556666/members?x=1",
                "/lb/v2.0/lbaas/pools/{id}/members"
            ),
            ("https://h/v2.1/11112222333344445555666677778888/servers", "/v2.1/{id}/servers"), ("https://h", "/"),
            ("https://h/", "/"),
        ]
    )
    func template(url: String, expected: String) {
        #expect(ServiceURL.template(of: url) == expected)
    }
}
