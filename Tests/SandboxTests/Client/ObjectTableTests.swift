import FoundationEssentials
import Testing

@testable import occm_sandbox

@Suite("The client's tables")
struct ObjectTableTests {
    private static let columns = """
        [{"name": "Name", "priority": 0}, {"name": "Age", "priority": 0}, {"name": "Selector", "priority": 1}]
        """

    private func table(_ rows: String) throws -> ObjectTable {
        let json = #"{"kind": "Table", "columnDefinitions": \#(Self.columns), "rows": \#(rows)}"#
        return try JSONDecoder().decode(ObjectTable.self, from: Data(json.utf8))
    }

    @Test("cells stand below their titles; what is only for wide tables is left out")
    func layout() throws {
        let table = try table(#"[{"cells": ["web", "1m", "app=web"]}, {"cells": ["database", 7, null]}]"#)
        #expect(
            table.text == """
                NAME       AGE
                web        1m
                database   7
                """
        )
    }

    @Test("a table without objects has no text")
    func emptiness() throws { #expect(try table("[]").text == nil) }
}
