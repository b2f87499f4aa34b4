/// What is done to a text before libyaml sees it.
enum YAMLInput {
    /// More directives than this are an attack: libyaml compares every `%TAG` with all before it.
    private static let mostDirectives = 100

    /// Checks the size, drops a byte-order mark, and makes JSON's escapes YAML's.
    static func prepare(_ bytes: [UInt8], file: String, limits: YAMLLimits) throws(YAMLError) -> [UInt8] {
        func refusal(_ code: YAMLError.Code, _ message: String) -> YAMLError {
            YAMLError(code, file: file, line: 1, column: 1, message: message)
        }
        guard bytes.count <= limits.bytes else {
            throw refusal(.limit, "this file has \(bytes.count) bytes; at most \(limits.bytes) are read")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw refusal(.encoding, "this file is UTF-16; save it as UTF-8")
        }
        guard directives(in: bytes) <= mostDirectives else {
            throw refusal(.limit, "this file has more than \(mostDirectives) lines that begin with %")
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        return isJSON(text) ? joiningSurrogates(text) : text
    }

    private static func directives(in bytes: [UInt8]) -> Int {
        var previous = UInt8(ascii: "\n")
        var count = 0
        for byte in bytes {
            if byte == UInt8(ascii: "%"), previous == UInt8(ascii: "\n") || previous == UInt8(ascii: "\r") {
                count += 1
            }
            previous = byte
        }
        return count
    }

    /// Told apart as `kubectl` does: by the first character.
    private static func isJSON(_ text: [UInt8]) -> Bool {
        let first = text.first { $0 > UInt8(ascii: " ") }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    /// JSON writes characters beyond U+FFFF as two escapes (RFC 8259 §7), which YAML does not know: `\ud83d\ude00` becomes
    /// the character itself.
    private static func joiningSurrogates(_ text: [UInt8]) -> [UInt8] {
        guard let first = text.firstIndex(of: UInt8(ascii: "\\")) else { return text }
        var result = Array(text[..<first])
        var index = first
        while index < text.endIndex {
            let next = text.index(index, offsetBy: 2, limitedBy: text.endIndex) ?? text.endIndex
            guard text[index] == UInt8(ascii: "\\") else {
                result.append(text[index])
                index += 1
                continue
            }
            if let high = escape(in: text, at: index), let low = escape(in: text, at: index + 6),
                UTF16.isLeadSurrogate(high), UTF16.isTrailSurrogate(low)
            {
                result += Array(String(decoding: [high, low], as: UTF16.self).utf8)
                index += 12
            } else {
                result += text[index..<next]
                index = next
            }
        }
        return result
    }

    /// The code unit that `\uXXXX` at this index stands for.
    private static func escape(in text: [UInt8], at index: Int) -> UInt16? {
        guard index + 6 <= text.endIndex, text[index] == UInt8(ascii: "\\"), text[index + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return UInt16(String(decoding: text[index + 2..<index + 6], as: UTF8.self), radix: 16)
    }
}
