/// Rows of words in columns.
enum TextTable {
    /// The rows with each column as wide as its longest word, and three blanks between.
    static func lines(_ rows: [[String]]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = zip(row, widths).enumerated().map { place, cell in
                let padding = place == row.count - 1 ? 0 : cell.1 - cell.0.count
                return cell.0 + String(repeating: " ", count: padding)
            }
            return cells.joined(separator: "   ")
        }
    }
}
