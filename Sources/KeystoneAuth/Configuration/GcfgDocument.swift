/// The lines of a file in gcfg's grammar (gopkg.in/gcfg.v1: git-config's, stricter), before anything is known about keys.
///
/// - Sections: `[Name]` or `[Name "sub section"]`; variables: `key = value`, or `key` alone, which is blank.
/// - Comments run from `;` or `#`, outside quotes, to the end of the line.
/// - Values may be quoted in whole or in part; `\\`, `\"`, `\n`, `\t` and `\b` are escapes, inside quotes and outside.
/// - A `\` at the end of an unquoted line continues it. A quoted value ends on the line it began on.
///
/// Guarantees: any bytes are read to the end without a crash, in time linear in their number; after a syntax error
/// reading goes on with the next line, so that every problem is found.
struct GcfgDocument: Sendable, Hashable {
    /// One `key = value`.
    struct Variable: Sendable, Hashable {
        var name: String
        /// The value; `nil` when there is no `=`.
        var value: String?
        var line: Int
    }

    /// A section with the variables below its header. A header that appears twice makes two of them.
    struct Section: Sendable, Hashable {
        var name: String
        var subsection: String?
        var line: Int
        var variables: [Variable] = []
    }

    /// Something that is not in the grammar, or that probably does not say what was meant.
    struct Finding: Sendable, Hashable {
        var severity: ConfigProblem.Severity
        var line: Int
        var section: String?
        var key: String?
        var message: String
    }

    private(set) var sections: [Section] = []
    private(set) var findings: [Finding] = []

    /// Reads the whole text.
    init(_ text: [UInt8]) {
        var scanner = GcfgScanner(text)
        // Variables below a header that could not be read belong to no section; naming each of them would be noise.
        var isOrphaned = false
        while let token = scanner.next() {
            switch token {
            case .header(let name, let subsection, let line):
                isOrphaned = false
                sections.append(Section(name: name, subsection: subsection, line: line))
            case .variable(let variable, let isCut):
                guard !isOrphaned else { continue }
                add(variable, isCut: isCut)
            case .failure(let line, let key, let message, let isHeader):
                isOrphaned = isOrphaned || isHeader
                findings.append(
                    Finding(severity: .error, line: line, section: sections.last?.name, key: key, message: message)
                )
            }
        }
    }

    private mutating func add(_ variable: Variable, isCut: Bool) {
        guard let section = sections.indices.last else {
            let message = "expected a section header such as [Global] before the first key"
            findings.append(Finding(severity: .error, line: variable.line, key: variable.name, message: message))
            return
        }
        sections[section].variables.append(variable)
        guard isCut else { return }
        findings.append(
            Finding(
                severity: .warning,
                line: variable.line,
                section: sections[section].name,
                key: variable.name,
                message: "the value ends where a comment begins; put it in double quotes if # or ; belongs to it"
            )
        )
    }
}
