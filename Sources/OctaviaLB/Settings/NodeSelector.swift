/// Labels that a node must have: key and value, or `nil` for any value.
public typealias NodeSelector = [String: String?]

extension NodeSelector {
    /// Whether a node with these labels has all that are asked for.
    func selects(_ labels: [String: String]) -> Bool {
        allSatisfy { key, wanted in
            guard let value = labels[key] else { return false }
            return wanted == nil || wanted == value
        }
    }

    /// The labels as the annotation has them: `a=b,c`, by key.
    var text: String {
        sorted { $0.key < $1.key }.map { key, value in value.map { "\(key)=\($0)" } ?? key }.joined(separator: ",")
    }
}
