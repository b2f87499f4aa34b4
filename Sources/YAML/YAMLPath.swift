/// The way from a document's root to one of its nodes, written like `spec.ports[0].port`.
public struct YAMLPath: Sendable, Hashable, CustomStringConvertible, ExpressibleByArrayLiteral {
    /// One step down.
    public enum Step: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        /// To the value of a mapping's key.
        case key(String)
        /// To an element of a sequence, counted from 0.
        case index(Int)

        /// A step to a key.
        public init(stringLiteral key: String) { self = .key(key) }
        /// A step to an element.
        public init(integerLiteral index: Int) { self = .index(index) }
    }

    /// The steps from the root.
    public var steps: [Step]

    /// Creates a path of these steps.
    public init(_ steps: [Step]) { self.steps = steps }

    /// Creates a path of these steps: `["spec", "ports", 0]`.
    public init(arrayLiteral steps: Step...) { self.steps = steps }

    /// The path that goes one step further.
    public func appending(_ step: Step) -> YAMLPath { YAMLPath(steps + [step]) }

    /// The path that goes on along another one.
    public static func + (path: YAMLPath, rest: YAMLPath) -> YAMLPath { YAMLPath(path.steps + rest.steps) }

    /// `spec.ports[0].port`; a key that is no plain word is quoted in brackets: `metadata.annotations["a.b/c"]`.
    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .index(let index):
                text += "[\(index)]"
            case .key(let key) where Self.isWord(key):
                text += text.isEmpty ? key : ".\(key)"
            case .key(let key):
                text += "[\"\(key)\"]"
            }
        }
        return text
    }

    private static func isWord(_ key: String) -> Bool {
        !key.isEmpty && key.utf8.allSatisfy { YAMLScalar.isAlphanumeric($0) || "-_".utf8.contains($0) }
    }
}
