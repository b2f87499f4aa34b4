import Kubernetes

/// Objects as the API server shows them (meta/v1 Table).
struct ObjectTable: Decodable {
    /// A column.
    struct Column: Decodable {
        /// The title.
        var name: String
        /// 0 for what is always shown.
        var priority: Int
    }

    /// An object.
    struct Row: Decodable {
        /// What it shows in each column.
        var cells: [JSONValue]
    }

    /// The columns, in order.
    var columnDefinitions: [Column]
    /// The objects, in order.
    var rows: [Row]

    /// The table as kubectl prints it; `nil` without objects.
    var text: String? {
        guard !rows.isEmpty else { return nil }
        let shown = columnDefinitions.indices.filter { columnDefinitions[$0].priority == 0 }
        let titles = shown.map { columnDefinitions[$0].name.uppercased() }
        let lines = [titles] + rows.map { row in shown.map { row.cells[$0].shown } }
        let widths = titles.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { Self.line($0, widths) }.joined(separator: "\n")
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        return (padded.dropLast() + cells.suffix(1)).joined(separator: "   ")
    }
}

extension JSONValue {
    /// A table's cell as text.
    fileprivate var shown: String {
        switch self {
        case .string(let text): text
        case .int(let number): String(number)
        case .double(let number): String(number)
        case .bool(let flag): String(flag)
        case .null, .array, .object: ""
        }
    }
}
