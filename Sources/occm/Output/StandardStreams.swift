import Glibc

/// Standard input, output and error, without buffering of our own.
enum StandardStreams {
    /// Writes text to standard output.
    static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

    /// Writes a line to standard output.
    static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    /// Writes a line to standard error.
    static func report(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// Reads a chunk of standard input; 0 at its end.
    static func read(into chunk: inout [UInt8]) -> Int { max(0, Glibc.read(STDIN_FILENO, &chunk, chunk.count)) }

    /// One line of standard input, without its end; `nil` at its end.
    static func line() -> String? { readLine() }

    /// Whether a person reads standard output, and colour is welcome (https://no-color.org).
    static func wantsColour(environment: [String: String]) -> Bool {
        isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    /// Whether a person can answer questions.
    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = ArraySlice(text.utf8)
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
