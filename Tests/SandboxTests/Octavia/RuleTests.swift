import Testing

@testable import Sandbox

@Suite("Octavia's rules for attributes")
struct RuleTests {
    @Test(
        "values that fit are brought to their canonical form",
        arguments: [
            (.cidr, "10.1.2.3/8", "10.0.0.0/8"),
            (.cidr, "10.1.2.3", "10.1.2.3/32"),
            (.cidr, "FD00::1/64", "fd00::/64"),
            (.uuid, "6A0A707C-45EF-4758-B533-E55ADDDBA8CE", "6a0a707c-45ef-4758-b533-e55adddba8ce"),
            (.uuid, "6a0a707c45ef4758b533e55adddba8ce", "6a0a707c-45ef-4758-b533-e55adddba8ce"),
            (.integer(0...9), "7", 7),
            (.integer(0...9), .double(7.9), 7),
            (.integer(0...9), true, 1),
            (.boolean, "yes", true),
            (.boolean, 0, false),
            (.oneOfNumbers([1.0, 1.1]), 1, .double(1)),
            (.list(.boolean), ["on", nil], [true, nil]),
        ] as [(Rule, JSONValue, JSONValue)]
    )
    func fits(rule: Rule, value: JSONValue, canonical: JSONValue) throws {
        #expect(try rule.read(value) == canonical)
    }

    @Test(
        "values that do not fit are refused",
        arguments: [
            (.cidr, "10.0.0.0/33"), (.cidr, "::/129"), (.cidr, 10), (.uuid, "6a0a"), (.uuid, 1),
            (.address, "10.0.0"), (.address, "10.0.0.0/8"), (.integer(0...9), 10), (.integer(0...9), "x"),
            (.boolean, "perhaps"), (.oneOf(["A"]), "a"), (.string(max: 2), "abc"), (.string(), 1), (.list(.uuid), "x"),
            (.dictionary(.string()), []),
        ] as [(Rule, JSONValue)]
    )
    func refuses(rule: Rule, value: JSONValue) {
        #expect(throws: SchemaProblem.self) { try rule.read(value) }
    }

    @Test(
        "text formats are those of Octavia's regular expressions",
        arguments: [
            (
                .expectedCodes, ["200", "200,201", "200 , 201", "200-299"],
                ["", "20", "2000", "200-", "200-299-300", "2xx"]
            ),
            (
                .domainName, ["a", "example.org", "_x.example.org", "a.b."],
                ["", "-a", "a-", "a..b", "a_b.org", "ä.org"]
            ),
            (.cookieName, ["c", "JSESSIONID"], ["", "a b", "a;b", "a,b", "a\\b"]),
            (.singleLine, ["", "a b"], ["a\nb", "\r"]),
        ] as [(TextFormat, [String], [String])]
    )
    func formats(format: TextFormat, good: [String], bad: [String]) {
        for text in good { #expect(format.matches(text), "\(text)") }
        for text in bad { #expect(!format.matches(text), "\(text)") }
    }

    @Test("URLs need a scheme and a host, paths need neither")
    func urls() {
        for text in ["http://x", "HTTPS://x.org/y?z#a", "http://[fd00::1]:80/"] {
            #expect(URLText.isURL(text), "\(text)")
        }
        for text in ["", "x.org", "ftp://x", "http://", "http:///y", "http://x y", "http://x\n"] {
            #expect(!URLText.isURL(text), "\(text)")
        }
        for text in ["/", "/a/b.html?x=1"] { #expect(URLText.isPath(text), "\(text)") }
        for text in ["", "a", "//host/a", "/a b", "http://x/"] { #expect(!URLText.isPath(text), "\(text)") }
    }

    @Test("refused values are quoted as Python prints them")
    func python() {
        let value: JSONValue = ["a": [1, .double(1.5), true, nil, "it's", #"say "it's""#, "x\\y\n"]]
        #expect(value.pythonText == #"{'a': [1, 1.5, True, None, "it's", 'say "it\'s"', 'x\\y\n']}"#)
        #expect(JSONValue.string("as it is").pythonText == "as it is")
    }
}
