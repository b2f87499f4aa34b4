import Testing

@testable import KeystoneAuth

@Suite("gcfg's grammar")
struct GcfgDocumentTests {
    private func value(_ assignment: String) -> String? {
        GcfgDocument(Array("[s]\n\(assignment)\n".utf8)).sections.first?.variables.first?.value
    }

    @Test(
        "values: quoting, escapes, continuation, comments",
        arguments: [
            ("k = v", "v"), ("k=v", "v"), ("k\t =\t v \t", "v"), ("k = a b", "a b"), ("k =", ""), ("k = \"\"", ""),
            ("k = v ; c", "v"), ("k = v # c", "v"), ("k = v;c", "v"), (#"k = "v;#c""#, "v;#c"),
            (#"k = a" b "c"#, "a b c"),
            (#"k = " v " "#, " v "), (#"k = "a\"b""#, #"a"b"#), (#"k = a\\b"#, #"a\b"#), (#"k = a\nb\tc"#, "a\nb\tc"),
            (#"k = "a\bb""#, "a\u{8}b"), ("k = a \\\n  b", "a   b"), ("k = a\\\r\nb", "ab"), ("k = v\r", "v"),
            ("k = a=b", "a=b"), ("k = [x]", "[x]"), ("k = é", "é"), (#"k = \"x\""#, #""x""#),
        ]
    )
    func values(assignment: String, expected: String) {
        #expect(value(assignment) == expected)
    }

    @Test("a key without = is blank, also before a comment", arguments: ["k", "k ; c", "k  ", "k # = v"])
    func blank(line: String) throws {
        let document = GcfgDocument(Array("[s]\n\(line)".utf8))
        let variable = try #require(document.sections.first?.variables.first)
        #expect(variable == .init(name: "k", value: nil, line: 2))
        #expect(document.findings.isEmpty)
    }

    @Test("sections and subsections, with the line of each part")
    func sections() {
        let text = "\u{FEFF}# top\n[ One ] ; c\na = 1\n\n[Two \"x \\\"y\\\\\"]\r\nb\n[one]\n"
        let document = GcfgDocument(Array(text.utf8))
        #expect(
            document.sections == [
                .init(name: "One", line: 2, variables: [.init(name: "a", value: "1", line: 3)]),
                .init(name: "Two", subsection: #"x "y\"#, line: 5, variables: [.init(name: "b", value: nil, line: 6)]),
                .init(name: "one", line: 7),
            ]
        )
        #expect(document.findings.isEmpty)
    }

    @Test("the line after a continuation is counted")
    func continuationLines() {
        let document = GcfgDocument(Array("[s]\na = x \\\n y\nb = z".utf8))
        #expect(document.sections.first?.variables.map(\.line) == [2, 4])
    }

    @Test(
        "syntax errors, each with its line and what was expected",
        arguments: [
            ("k = v", 1, "section header"), ("[s", 1, "]"), ("[]", 1, "section name"),
            ("[s] k = v", 1, "end of the line"),
            ("[s \"\"]", 1, "empty"), ("[s \"x]", 1, "closing quote"), ("[s \"\\n\"]", 1, "escapes"),
            ("[s]\nk = \"v", 2, "not closed"), ("[s]\nk = \"v\nw\"", 2, "not closed"),
            ("[s]\nk = \\x", 2, "unknown escape"),
            ("[s]\nk = a\\", 2, "unknown escape"), ("[s]\n= v", 2, "section header or a key"),
            ("[s]\nk v", 2, "expected ="),
            ("[s]\nauth_url = x", 2, "have -"), ("[s]\n1k = v", 2, "section header or a key"),
            ("[s]\nk = a\u{0}b", 2, "NUL"),
        ]
    )
    func syntaxErrors(text: String, line: Int, message: String) {
        let findings = GcfgDocument(Array(text.utf8)).findings
        #expect(findings.first?.line == line)
        #expect(findings.first?.severity == .error)
        #expect(findings.first?.message.contains(message) == true, "\(findings)")
    }

    @Test("bytes that are not UTF-8 are an error of their line")
    func notUTF8() {
        let findings = GcfgDocument(Array("[s]\nk = ".utf8) + [0xFF, 0xFE] + Array("\nl = ok\n".utf8)).findings
        #expect(findings.map(\.line) == [2])
    }

    @Test("reading goes on after an error, and keys below a broken header are not errors of their own")
    func recovery() {
        let document = GcfgDocument(Array("[a\nx = 1\ny = 2\n[b]\nz = \\q\nw = 3\n".utf8))
        #expect(document.findings.map(\.line) == [1, 5])
        #expect(document.sections.map(\.name) == ["b"])
        #expect(document.sections.first?.variables.map(\.name) == ["w"])
    }

    @Test("a value that a comment cuts off is a warning, one with a space before the comment is not")
    func cutValue() {
        let document = GcfgDocument(Array("[s]\npassword = abc#def\nb = abc #def\nc = #def\n".utf8))
        #expect(document.findings.map(\.line) == [2])
        #expect(document.findings.first?.severity == .warning)
        #expect(document.findings.first?.message.contains("quotes") == true)
    }
}
