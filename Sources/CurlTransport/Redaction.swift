/// Takes what may be secret out of URLs and of texts that quote them.
enum Redaction {
    /// Method and URL without credentials, query and fragment: `GET https://host/path`.
    static func target(_ method: HTTPMethod, _ url: String) -> String {
        "\(method.rawValue) \(strip(url[...]))"
    }

    /// The text with credentials and queries cut out of every URL in it; libcurl quotes proxy URLs in some errors.
    static func redact(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false)
            .map { $0.contains("@") || $0.contains("://") ? strip($0) : String($0) }
            .joined(separator: " ")
    }

    private static func strip(_ url: Substring) -> String {
        let bare = url.prefix { $0 != "?" && $0 != "#" }
        // Everything before the last @ counts as credentials, also where an unescaped slash makes the URL malformed.
        guard let at = bare.lastIndex(of: "@") else { return String(bare) }
        let start = bare.firstRange(of: "://")?.upperBound ?? bare.startIndex
        return bare[..<min(start, at)] + "<redacted>" + bare[at...]
    }
}
