import Kubernetes

/// Which of a cluster's Services a command is about.
enum ServiceScope: Sendable, Hashable {
    /// These, and no others.
    case named([ObjectKey])
    /// All of one namespace.
    case namespace(String)
    /// All there are.
    case everywhere

    /// The Service that a user means by `NAME` or `NAMESPACE/NAME`.
    static func key(_ text: String, in namespace: String) throws(Failure) -> ObjectKey {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1 where !parts[0].isEmpty: return ObjectKey(namespace: namespace, name: parts[0])
        case 2 where !parts[0].isEmpty && !parts[1].isEmpty: return ObjectKey(namespace: parts[0], name: parts[1])
        default: throw Failure("\"\(text)\" names no Service; expected NAME or NAMESPACE/NAME")
        }
    }
}
