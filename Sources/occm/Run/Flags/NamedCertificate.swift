/// A certificate for clients that ask for some name: `certificate,key` or `certificate,key:name,name`.
struct NamedCertificate: Sendable, Hashable {
    /// The certificate, and what it was signed by.
    var certificateFile: String
    /// Its private key.
    var keyFile: String
    /// Which names it is for, `*.` at the beginning is any label; empty is those of the certificate.
    var names: [String] = []
}

extension NamedCertificate: FlagItem {
    static let placeholder = "files"
    static let separator: Character? = ";"

    init(item text: String) throws(FlagMismatch) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let files = Self.texts(parts[0])
        let names = parts.count == 2 ? Self.texts(parts[1]) : []
        guard files.count == 2, !(files + names).contains("") else {
            throw .expected("certificate,key or certificate,key:name,name")
        }
        self.init(certificateFile: files[0], keyFile: files[1], names: names)
    }

    var shown: String {
        "\(certificateFile),\(keyFile)" + (names.isEmpty ? "" : ":" + names.joined(separator: ","))
    }

    private static func texts(_ list: Substring) -> [String] {
        list.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
    }
}

extension Substring {
    /// The text without the white space around it.
    var trimmed: String {
        let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? startIndex
        return String(self[..<end].drop(while: \.isWhitespace))
    }
}
