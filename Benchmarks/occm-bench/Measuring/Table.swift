/// One table of the report, and the limits that its figures break.
struct Table: CustomStringConvertible {
    let title: String
    let header: [String]
    var rows: [[String]] = []
    /// What a reader has to know to read the table.
    var note = ""
    /// A sentence for each limit that is not kept.
    var breaches: [String] = []

    init(_ title: String, header: [String], note: String = "") {
        self.title = title
        self.header = header
        self.note = note
    }

    /// A table with a figure a row.
    init(_ title: String, _ figures: [Figure], note: String = "") {
        self.init(title, header: ["what", "measured", "allowed"], note: note)
        rows = figures.map(\.row)
        breaches = figures.compactMap(\.breach).map { "\(title): \($0)" }
    }

    /// The table in Markdown, aligned so that it reads well on a terminal too.
    var description: String {
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        let lines = ([header] + rows).map { cells in
            let padded = zip(cells, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            return "| \(padded.joined(separator: " | ")) |"
        }
        let rule = "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
        let parts = [["## \(title)", "", lines[0], rule], Array(lines.dropFirst()), note.isEmpty ? [] : ["", note]]
        return parts.joined().joined(separator: "\n")
    }
}
