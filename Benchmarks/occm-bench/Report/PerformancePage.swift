import FoundationEssentials

/// The page that tells users what was measured. People write it, except what is between its two marks.
enum PerformancePage {
    static let path = "docs/explanation/performance.md"

    private static let begin = "<!-- measured: written by `make bench` -->\n"
    private static let end = "<!-- end -->\n"

    /// Puts these results in the place of older ones.
    static func update(_ machine: Machine, _ tables: [Table]) throws {
        let page = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        guard let head = page.firstRange(of: begin), let tail = page.firstRange(of: end) else {
            throw BenchmarkFailure("\(path) lacks the lines between which results go: \(begin)\(end)")
        }
        let measured = (["Measured: \(machine)."] + tables.map(\.description)).joined(separator: "\n\n")
        let text = page[..<head.upperBound] + "\n\(measured)\n\n" + page[tail.lowerBound...]
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
            throw BenchmarkFailure("\(path) can't be written")
        }
    }
}
