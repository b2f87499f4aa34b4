/// One item of `--feature-gates`: `Name=true`.
struct FeatureGate: Sendable, Hashable {
    /// What Kubernetes calls the feature.
    var name: String
    /// Whether it is switched on.
    var isOn: Bool
}

extension FeatureGate: FlagItem {
    static let placeholder = "gates"

    init(item text: String) throws(FlagMismatch) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts[0].trimmed
        guard parts.count == 2, !name.isEmpty, let isOn = try? Bool(flag: parts[1].trimmed) else {
            throw .expected("Name=true or Name=false, not \"\(text)\"")
        }
        self.init(name: name, isOn: isOn)
    }

    var shown: String { "\(name)=\(isOn)" }
}

extension Substring {
    /// The text without the white space around it.
    fileprivate var trimmed: String {
        let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? startIndex
        return String(self[..<end].drop(while: \.isWhitespace))
    }
}
