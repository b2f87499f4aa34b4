/// Splits bytes in gcfg's grammar into headers, variables and syntax errors, one per call of ``next()``.
struct GcfgScanner: Sendable {
    /// What one line (with its continuations) is.
    enum Token: Sendable, Hashable {
        case header(name: String, subsection: String?, line: Int)
        /// `isCut`: a comment began right behind the value, without a space.
        case variable(GcfgDocument.Variable, isCut: Bool)
        case failure(line: Int, key: String?, message: String, isHeader: Bool)
    }

    private struct SyntaxError: Error {
        var message: String
    }

    private let text: [UInt8]
    private var position = 0
    private var line = 1

    /// Starts at the beginning, behind a byte order mark if there is one.
    init(_ text: [UInt8]) {
        self.text = text
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next token, or `nil` at the end of the text.
    mutating func next() -> Token? {
        skipBlankLines()
        guard let byte = peek else { return nil }
        let start = line
        var key: String?
        do throws(SyntaxError) {
            if byte == Ascii.openBracket { return try header() }
            let name = try identifier(or: "expected a section header or a key")
            key = name
            return try variable(name)
        } catch {
            skipLine()
            let isHeader = byte == Ascii.openBracket
            return .failure(line: start, key: key, message: error.message, isHeader: isHeader)
        }
    }

    // MARK: Lines

    private mutating func header() throws(SyntaxError) -> Token {
        let start = line
        advance()
        skipSpaces()
        let name = try identifier(or: "expected a section name behind [")
        skipSpaces()
        var subsection: String?
        if peek == Ascii.quote {
            subsection = try quotedSubsection()
            skipSpaces()
        }
        guard peek == Ascii.closeBracket else { throw SyntaxError(message: "expected ] at the end of the header") }
        advance()
        try endOfLine()
        return .header(name: name, subsection: subsection, line: start)
    }

    private mutating func quotedSubsection() throws(SyntaxError) -> String {
        advance()
        var bytes: [UInt8] = []
        while let byte = take(), byte != Ascii.newline {
            if byte == Ascii.quote {
                guard !bytes.isEmpty else { throw SyntaxError(message: "the subsection's name is empty") }
                return try decode(bytes)
            }
            guard byte == Ascii.backslash else {
                bytes.append(byte)
                continue
            }
            guard let escaped = take(), escaped == Ascii.quote || escaped == Ascii.backslash else {
                throw SyntaxError(message: #"only \" and \\ are escapes in a subsection's name"#)
            }
            bytes.append(escaped)
        }
        stepBackToNewline()
        throw SyntaxError(message: "the subsection's name has no closing quote")
    }

    private mutating func variable(_ name: String) throws(SyntaxError) -> Token {
        let start = line
        skipSpaces()
        guard peek == Ascii.equals else {
            guard isAtLineEnd else { throw SyntaxError(message: missingEquals(behind: name)) }
            skipLine()
            return .variable(GcfgDocument.Variable(name: name, value: nil, line: start), isCut: false)
        }
        advance()
        skipSpaces()
        let value = try value()
        let isCut = isComment(peek) && !value.isEmpty && !isSpace(text[position - 1])
        skipLine()
        return .variable(GcfgDocument.Variable(name: name, value: value, line: start), isCut: isCut)
    }

    private func missingEquals(behind name: String) -> String {
        peek == Ascii.underscore
            ? "expected = behind \"\(name)\"; names of keys have - where clouds.yaml has _"
            : "expected = or the end of the line behind \"\(name)\""
    }

    private mutating func value() throws(SyntaxError) -> String {
        var bytes: [UInt8] = []
        var length = 0  // without the white space that trails outside quotes
        var isQuoted = false
        while let byte = peek, isQuoted || (byte != Ascii.newline && !isComment(byte)) {
            if byte == Ascii.newline { throw SyntaxError(message: "the quoted value is not closed on its line") }
            advance()
            switch byte {
            case Ascii.quote: isQuoted.toggle()
            case Ascii.backslash: try appendEscaped(to: &bytes, isQuoted: isQuoted)
            case Ascii.carriageReturn: continue
            default: bytes.append(byte)
            }
            if isQuoted || !isSpace(byte) { length = bytes.count }
        }
        guard !isQuoted else { throw SyntaxError(message: "the quoted value is not closed on its line") }
        return try decode(bytes[..<length])
    }

    private mutating func appendEscaped(to bytes: inout [UInt8], isQuoted: Bool) throws(SyntaxError) {
        if !isQuoted && peek == Ascii.carriageReturn { advance() }
        switch peek {
        case Ascii.newline where !isQuoted: break
        case Ascii.backslash: bytes.append(Ascii.backslash)
        case Ascii.quote: bytes.append(Ascii.quote)
        case UInt8(ascii: "n"): bytes.append(Ascii.newline)
        case UInt8(ascii: "t"): bytes.append(Ascii.tab)
        case UInt8(ascii: "b"): bytes.append(Ascii.backspace)
        default:
            throw SyntaxError(message: #"unknown escape: \\, \", \n, \t and \b are known; write \\ for a backslash"#)
        }
        advance()
    }

    // MARK: Bytes

    private var peek: UInt8? { position < text.count ? text[position] : nil }

    private var isAtLineEnd: Bool { peek == nil || peek == Ascii.newline || isComment(peek) }

    private mutating func advance() {
        guard position < text.count else { return }
        if text[position] == Ascii.newline { line += 1 }
        position += 1
    }

    private mutating func take() -> UInt8? {
        defer { advance() }
        return peek
    }

    private mutating func identifier(or message: String) throws(SyntaxError) -> String {
        let start = position
        while let byte = peek, isLetter(byte) || (position > start && (isDigit(byte) || byte == Ascii.hyphen)) {
            advance()
        }
        guard position > start else { throw SyntaxError(message: message) }
        return try decode(text[start..<position])
    }

    private func decode(_ bytes: some Collection<UInt8>) throws(SyntaxError) -> String {
        guard !bytes.contains(0) else { throw SyntaxError(message: "there is a NUL character in it") }
        guard let string = String(validating: bytes, as: UTF8.self) else {
            throw SyntaxError(message: "it is not valid UTF-8")
        }
        return string
    }

    private mutating func endOfLine() throws(SyntaxError) {
        skipSpaces()
        guard isAtLineEnd else { throw SyntaxError(message: "expected the end of the line or a comment") }
        skipLine()
    }

    private mutating func skipLine() {
        while let byte = take(), byte != Ascii.newline {}
    }

    private mutating func skipSpaces() {
        while isSpace(peek) { advance() }
    }

    private mutating func skipBlankLines() {
        while let byte = peek, isSpace(byte) || byte == Ascii.newline || isComment(byte) {
            if isComment(byte) { skipLine() } else { advance() }
        }
    }

    /// After a newline was taken in the middle of something: the line it ended is the one with the error.
    private mutating func stepBackToNewline() {
        guard position > 0, text[position - 1] == Ascii.newline else { return }
        position -= 1
        line -= 1
    }

    private func isComment(_ byte: UInt8?) -> Bool { byte == Ascii.semicolon || byte == Ascii.hash }

    private func isSpace(_ byte: UInt8?) -> Bool {
        byte == Ascii.space || byte == Ascii.tab || byte == Ascii.carriageReturn
    }

    private func isDigit(_ byte: UInt8) -> Bool { (Ascii.zero...Ascii.nine).contains(byte) }

    /// Letters outside ASCII may stand in names too; what they are is left to the comparison with the known names.
    private func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte >= 0x80
    }
}

/// The characters that mean something in gcfg's grammar.
private enum Ascii {
    static let backspace = UInt8(8)
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let hash = UInt8(ascii: "#")
    static let semicolon = UInt8(ascii: ";")
    static let equals = UInt8(ascii: "=")
    static let hyphen = UInt8(ascii: "-")
    static let underscore = UInt8(ascii: "_")
    static let backslash = UInt8(ascii: "\\")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let zero = UInt8(ascii: "0")
    static let nine = UInt8(ascii: "9")
}
