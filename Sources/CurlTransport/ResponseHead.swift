/// Status and header fields, read line by line as libcurl hands them over.
struct ResponseHead {
    /// More than this is refused: a server must not make us hold what nobody asked for.
    static let byteLimit = 256 << 10

    private(set) var status = 0
    private(set) var headers = HTTPHeaders()
    /// Whether the empty line after a final (not 1xx) response's fields was read. What follows are trailers.
    private(set) var isComplete = false
    private var byteCount = 0
    /// The field that the next line may continue (RFC 9112 §5.2).
    private var open: (name: String, value: String)?

    /// Reads one line with its line end. Returns why the response is not valid, or `nil`.
    mutating func read(_ line: some Collection<UInt8>) -> String? {
        guard !isComplete else { return nil }
        byteCount += line.count
        guard byteCount <= Self.byteLimit else { return "the header fields are larger than \(Self.byteLimit) bytes" }
        let text = ArraySlice(line).droppingBlanksAtEnd()
        if text.starts(with: "HTTP/".utf8) { return readStatus(text) }
        if text.isEmpty {
            close()
            isComplete = status >= 200
        } else if let first = text.first, first.isBlank {
            open?.value += " " + String(decoding: text.trimmed(), as: UTF8.self)
        } else {
            close()
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let name = String(decoding: text[..<colon].trimmed(), as: UTF8.self)
            open = (name, String(decoding: text[text.index(after: colon)...].trimmed(), as: UTF8.self))
        }
        return nil
    }

    /// A status line begins a response: the one before it, if any, was an interim one.
    private mutating func readStatus(_ text: ArraySlice<UInt8>) -> String? {
        (headers, open) = ([:], nil)
        let words = text.split(separator: UInt8(ascii: " "))
        guard words.count >= 2, let number = Int(String(decoding: words[1], as: UTF8.self)), 100...599 ~= number else {
            return "its status line is not valid"
        }
        status = number
        return nil
    }

    private mutating func close() {
        if let (name, value) = open { headers.append(name, value) }
        open = nil
    }
}

extension ArraySlice<UInt8> {
    fileprivate func droppingBlanksAtEnd() -> Self {
        self[..<(lastIndex { !$0.isBlank }.map { $0 + 1 } ?? startIndex)]
    }

    fileprivate func trimmed() -> Self {
        droppingBlanksAtEnd().drop(while: \.isBlank)
    }
}

extension UInt8 {
    /// Space, tab, or a part of a line end.
    fileprivate var isBlank: Bool {
        self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r")
            || self == UInt8(ascii: "\n")
    }
}
