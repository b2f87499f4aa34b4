import FoundationEssentials
import Planning
import Testing

@Suite("Plans as documents")
struct PlanDocumentTests {
    let document = PlanDocument([Plan.mixed, Plan(subject: "default/other")])

    @Test("JSON reads back as the same document")
    func roundTrip() throws {
        let json = try document.json()
        #expect(try JSONDecoder().decode(PlanDocument.self, from: Data(json.utf8)) == document)
        #expect(try document.json() == json)
        #expect(json.hasSuffix("}\n"))
    }

    @Test("the document counts what the text counts")
    func summary() {
        #expect(document.formatVersion == "1.0")
        #expect(document.summary.add == 2 && document.summary.change == 1)
        #expect(document.summary.destroy == 2 && document.summary.calls == 4)
        #expect(document.plans.map(\.summary.calls) == [4, 0])
    }

    @Test("a field always has before and after; a pending value is an object")
    func fields() throws {
        let json = try document.json().filter { !$0.isWhitespace }
        #expect(json.contains(#"{"after":"TCP","before":null,"name":"protocol"}"#))
        #expect(json.contains(#"{"after":{"pending":"knownafterapply"},"before":null,"name":"vip_address"}"#))
        #expect(json.contains(#"{"after":null,"before":"weight1","name":"192.0.2.4:30443(node-1)"}"#))
    }

    @Test(
        "every kind of value survives",
        arguments: [
            .null, .string("x"), .string("\"\\/\n\r\t\u{0}\u{1B}\u{202E}\u{E0001}ü"), .int(-1), .bool(false),
            .list([.int(1), .null, .list([])]), .pending("p"),
        ]
            as [PlanValue]
    )
    func values(value: PlanValue) throws {
        let document = PlanDocument([Plan.changing("field", from: value, to: .null)])
        #expect(try JSONDecoder().decode(PlanDocument.self, from: Data(document.json().utf8)) == document)
    }

    @Test("YAML says the same, with every text quoted")
    func yaml() throws {
        let plan = Plan.changing("no", from: .list([.string("a\"b\\c\n\u{1B}"), .int(1), .bool(true)]), to: .list([]))
        let yaml = """
            formatVersion: "1.0"
            plans:
              - blocked: false
                notes: []
                steps:
                  - call: "PUT /listeners/1"
                    changes:
                      - action: "update"
                        fields:
                          - after: []
                            before:
                              - "a\\"b\\\\c\\n\\u001b"
                              - 1
                              - true
                            name: "no"
                        reason: "it differs"
                        resource:
                          kind: "listener"
                          name: "TCP/80"
                subject: "default/web"
                summary:
                  add: 0
                  calls: 1
                  change: 1
                  destroy: 0
            summary:
              add: 0
              calls: 1
              change: 1
              destroy: 0

            """
        #expect(try PlanDocument([plan]).yaml() == yaml)
    }
}
