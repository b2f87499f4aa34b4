import Planning
import Testing

@Suite("Plans as text")
struct PlanTextTests {
    let plain = PlanText(color: false)

    @Test("a block a change, a glyph, the fields, the reason, then notes and the summary")
    func mixed() {
        let text = """
            default/web:

                + listener TCP/80  # port TCP/80 of the Service has none yet
                    protocol      TCP
                    vip_address   (known after apply)

                ~ members of listener TCP/443  # 1 new, 1 changed, 1 gone
                  ~ 192.0.2.5:30443 (node-2)   weight 1 → weight 2
                  + 192.0.2.6:30443 (node-3)   weight 1
                  - 192.0.2.4:30443 (node-1)   weight 1

              -/+ health monitor of listener TCP/443 (hm-1)  # a health monitor's type can't be changed in place
                  ~ type   TCP → HTTP

                - pool of listener TCP/81 (p-1)  # nobody uses it

            Note: A listener is kept.
            Warning: Not in place.

            Plan: 2 to add, 1 to change, 2 to destroy; 4 API calls.

            """
        #expect(plain.render([Plan.mixed]) == text)
    }

    @Test("no change is one line")
    func noChange() {
        let plan = Plan<String>(subject: "default/web")
        #expect(plain.render([plan]) == "No changes. default/web is up to date.\n")
    }

    @Test("with a warning nobody claims that all is up to date")
    func noChangeButWarning() {
        let plan = Plan<String>(subject: "default/web", notes: [Note(.warning, "immutable", "Not in place.")])
        #expect(plain.render([plan]) == "No changes for default/web.\nWarning: Not in place.\n")
    }

    @Test("a blocked plan says why and counts nothing")
    func blocked() {
        let plan = Plan<String>(subject: "default/web", notes: [Note(.blocked, "error", "It is in ERROR.")])
        #expect(plain.render([plan]) == "default/web can't be planned.\nBlocked: It is in ERROR.\n")
    }

    @Test("several plans share one summary")
    func several() {
        let one = Plan.changing("a", from: .int(1), to: .int(2))
        let text = plain.render([one, Plan(subject: "default/other"), one])
        #expect(text.hasSuffix("Plan: 0 to add, 2 to change, 0 to destroy; 2 API calls.\n"))
        #expect(text.contains("No changes. default/other is up to date.\n"))
        #expect(plain.render([one]).hasSuffix("1 API call.\n"))
    }

    @Test(
        "values read as values",
        arguments: [
            (PlanValue.int(-1), "-1"), (.bool(true), "true"), (.string(""), "\"\""),
            (.pending("nodes unknown"), "(nodes unknown)"),
            (.list([.string("10.0.0.0/8"), .string("192.168.0.0/16")]), "[10.0.0.0/8, 192.168.0.0/16]"),
            (.list([]), "[]"),
        ]
    )
    func values(value: PlanValue, text: String) {
        #expect(plain.render([Plan.changing("field", from: value, to: .string("x"))]).contains("field   \(text) → x\n"))
    }

    @Test(
        "text from a cloud cannot steer the terminal",
        arguments: ["\u{1B}[2J", "\r", "\u{9B}2J", "\u{202E}", "\u{2028}"]
    )
    func escapes(text: String) {
        let plan = Plan.changing("tag\(text)", from: .string(text), to: .list([.string(text)]))
        let rendered = plain.render([plan])
        #expect(!rendered.unicodeScalars.contains { text.unicodeScalars.first == $0 })
        #expect(rendered.contains("\\"))
    }

    @Test("long lists are cut by sign, so that removals stay in sight")
    func longLists() {
        let fields =
            (1...30).map { FieldChange("new-\($0)", to: "weight 1") } + [FieldChange("old", from: "weight 1")]
        let change = Change(.update, ResourceKey("members", "of listener TCP/80"), fields: fields, reason: "nodes")
        let text = plain.render([Plan(subject: "s", steps: [.init([change], call: "PUT", "one")])])
        #expect(text.contains("new-20 ") && !text.contains("new-21 "))
        #expect(text.contains("… and 10 more; -o json has all"))
        #expect(text.contains("- old "))
    }

    @Test("colour marks glyphs and nothing is left coloured")
    func color() {
        let text = PlanText(color: true).render([Plan.mixed])
        #expect(text.contains("\u{1B}[32m+\u{1B}[0m listener TCP/80"))
        #expect(text.contains("\u{1B}[31m-\u{1B}[0m/\u{1B}[32m+\u{1B}[0m health monitor"))
        let starts = text.split(separator: "\u{1B}[0m", omittingEmptySubsequences: false).count
        #expect(text.split(separator: "\u{1B}[", omittingEmptySubsequences: false).count == 2 * starts - 1)
        let bare = text.replacing(/\u{1B}\[[0-9]+m/, with: "")
        #expect(bare == plain.render([Plan.mixed]))
    }
}
