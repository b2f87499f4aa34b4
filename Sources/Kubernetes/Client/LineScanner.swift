/// Cuts a stream of bytes into lines. Pure.
struct LineScanner {
    /// A line has no end within the limit.
    struct LineTooLong: Error, CustomStringConvertible {
        var limit: Int
        var description: String { "one line is longer than \(limit) bytes" }
    }

    /// How long a line may be.
    let limit: Int
    private var rest: [UInt8] = []

    init(limit: Int = ListScanner.partLimit) {
        self.limit = limit
    }

    /// Reads the next piece and returns the lines that it completes, without their ends; empty ones are left out.
    mutating func read(_ chunk: [UInt8]) throws(LineTooLong) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var begin = chunk.startIndex
        while let end = chunk[begin...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = rest + chunk[begin..<end]
            rest = []
            guard line.count <= limit else { throw LineTooLong(limit: limit) }
            if line.contains(where: { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: " ") }) { lines.append(line) }
            begin = end + 1
        }
        rest += chunk[begin...]
        guard rest.count <= limit else { throw LineTooLong(limit: limit) }
        return lines
    }
}
