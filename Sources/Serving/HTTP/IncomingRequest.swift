/// A request as pages see it. Its body, if any, was thrown away.
public struct IncomingRequest: Sendable {
    /// One pair of the query.
    public struct Parameter: Sendable, Hashable {
        /// The name, decoded.
        public var name: String
        /// The value, decoded; empty if there is none.
        public var value: String
    }

    /// The method in upper case.
    public var method: String
    /// The path, decoded.
    public var path: String
    /// The query in order.
    public var query: [Parameter]
    /// The header fields in order.
    var headers: [(name: String, value: String)]
    /// The client's certificate and those that it sent with it, in DER form; whether they are worth anything is not known yet.
    var certificates: [[UInt8]]

    init(
        method: String,
        target: String,
        headers: [(name: String, value: String)] = [],
        certificates: [[UInt8]] = []
    ) {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        path = Percent.decode(halves.first ?? "")
        query = halves.dropFirst().flatMap { $0.split(separator: "&") }.map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let texts = sides.map { Percent.decode($0, plusIsSpace: true) }
            return Parameter(name: texts[0], value: texts.count > 1 ? texts[1] : "")
        }
        self.headers = headers
        self.certificates = certificates
    }

    /// Every value of a header field, in order.
    func values(of name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }
}

/// Percent-encoding (RFC 3986 §2.1).
enum Percent {
    /// The decoded text; what is not valid stays as it is.
    static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
        var (bytes, rest): ([UInt8], Substring.UTF8View) = ([], Substring(text).utf8)
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
            if byte == UInt8(ascii: "%"), digits.count == 2 {
                bytes.append(UInt8(digits[0] << 4 | digits[1]))
                rest = rest.dropFirst(2)
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
