/// A form of text that Octavia checks with a regular expression.
enum TextFormat: Sendable {
    /// `200`, `200,202` or `200-204`.
    case expectedCodes
    /// The name of a cookie.
    case cookieName
    /// A DNS name.
    case domainName
    /// Text without line breaks.
    case singleLine

    /// The expression as Octavia prints it in a refusal.
    var pattern: String {
        switch self {
        case .expectedCodes: #"^(\d{3}(\s*,\s*\d{3})*)$|^(\d{3}-\d{3})$"#
        case .cookieName: #"^[^\s,;\\]+$"#
        case .domainName:
            #"^(?=.{1,253}\.?$)(?:(?!-|[^.]+_)[A-Za-z0-9-_]{1,63}(?<!-)(?:\.|$))+$"#
        case .singleLine: #"^[^\r\n]*$"#
        }
    }

    /// Whether a text has the form.
    func matches(_ text: String) -> Bool {
        switch self {
        case .expectedCodes: Self.isExpectedCodes(text)
        case .cookieName: !text.isEmpty && !text.contains { $0.isWhitespace || ",;\\".contains($0) }
        case .domainName: Self.isDomainName(text)
        case .singleLine: !text.contains(where: \.isNewline)
        }
    }

    private static func isExpectedCodes(_ text: String) -> Bool {
        let range = text.split(separator: "-", omittingEmptySubsequences: false)
        if range.count == 2 { return range.allSatisfy(isCode) }
        return text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { isCode(trimmed($0)) }
    }

    private static func isCode(_ text: Substring) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private static func isDomainName(_ text: String) -> Bool {
        let name = text.hasSuffix(".") ? text.dropLast() : text[...]
        guard (1...253).contains(name.count) else { return false }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.count) && label.first != "-" && label.last != "-"
                && !label.dropFirst().contains("_")
                && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        }
    }
}

/// Checks of URLs, as far as Octavia goes.
enum URLText {
    /// Whether a text is an absolute path without scheme, host or space.
    static func isPath(_ text: String) -> Bool {
        text.hasPrefix("/") && !text.hasPrefix("//")
            && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F }
            && !text.contains { "<>\"{}|\\^`".contains($0) }
    }

    /// Whether a text is an http or https URL with a host.
    static func isURL(_ text: String) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: text.lowercased().hasPrefix),
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && !(0x7F...0x9F).contains($0.value) })
        else { return false }
        let host = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        return !host.isEmpty && !host.hasPrefix(":")
    }
}
