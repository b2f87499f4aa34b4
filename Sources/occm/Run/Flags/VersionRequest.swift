/// Whether `--version` asks for the version, and how (component-base `verflag`).
enum VersionRequest: String, Sendable, Hashable {
    /// It does not.
    case none = "false"
    /// On one line.
    case short = "true"
    /// With everything that belongs to it.
    case raw
}

extension VersionRequest: FlagValue {
    static let placeholder = "word"
    static let bareText: String? = "true"

    /// Also takes a version to pretend to be, as Kubernetes' programs do for tests; occm does not.
    init(flag text: String) throws(FlagMismatch) {
        if text == "raw" {
            self = .raw
        } else if let isAsked = try? Bool(flag: text) {
            self = isAsked ? .short : .none
        } else if text.hasPrefix("v") {
            self = .none
        } else {
            throw .expected("no value, or raw")
        }
    }

    var shown: String { rawValue }

    /// What is to be printed; `nil` for nothing.
    var text: String? {
        switch self {
        case .none: nil
        case .short: "occm \(Version.text)"
        case .raw: "version.Info{GitVersion:\"v\(Version.text)\", Compiler:\"swift\", Platform:\"\(Self.platform)\"}"
        }
    }

    /// As Go names it.
    private static var platform: String {
        #if arch(arm64)
            "linux/arm64"
        #else
            "linux/amd64"
        #endif
    }
}
