/// Which names the API server accepts (apimachinery pkg/util/validation).
enum NameRules {
    enum Form {
        /// RFC 1123 label: what namespaces and ports are called, and Services (where older API servers want a letter first).
        case label
        /// RFC 1123 subdomain: labels with dots, what Nodes are called.
        case subdomain
        /// IANA service name: how a pod's port is called.
        case portName

        fileprivate var longest: Int {
            switch self {
            case .label: 63
            case .subdomain: 253
            case .portName: 15
            }
        }
    }

    /// What is wrong with a name; `nil` if nothing is.
    static func problem(withName name: String, _ form: Form) -> String? {
        if name.isEmpty { return "is required" }
        if name.utf8.count > form.longest { return "must not be longer than \(form.longest) characters" }
        let labels =
            form == .subdomain ? name.utf8.split(separator: dot, omittingEmptySubsequences: false) : [name.utf8[...]]
        guard labels.allSatisfy(isLabel) else {
            let dots = form == .subdomain ? ", '-' and '.'" : " and '-'"
            return "must consist of lower-case letters, digits\(dots), and begin and end with a letter or digit"
        }
        if form == .portName, !name.utf8.contains(where: isLetter) || name.contains("--") {
            return "must have a letter and no two '-' in a row"
        }
        return nil
    }

    private static let dot = UInt8(ascii: ".")
    private static let dash = UInt8(ascii: "-")

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        guard let first = label.first, let last = label.last, first != dash, last != dash else { return false }
        return label.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == dash }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
}
