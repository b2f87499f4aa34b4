/// One annotation of a Service, declared once: reading, diagnosing and docs/reference/annotations.md all follow from it.
public struct Annotation<Value: Sendable>: Sendable {
    /// What its declaration says, apart from the value's type.
    public var facts: AnnotationFacts
    /// How its text becomes a value.
    var type: AnnotationType<Value>

    /// Declares an annotation below occm's prefix.
    init(
        _ name: String,
        _ type: AnnotationType<Value>,
        default defaultText: String,
        changes: AnnotationFacts.Mutability,
        invalid: AnnotationFacts.InvalidValue,
        help: String,
        prefix: String = AnnotationFacts.prefix
    ) {
        self.type = type
        facts = AnnotationFacts(
            key: prefix + name,
            type: type.name,
            defaultText: defaultText,
            mutability: changes,
            invalid: invalid,
            help: help
        )
    }
}

/// What an annotation's declaration says, as text.
public struct AnnotationFacts: Sendable, Hashable {
    /// The prefix of every annotation that the OpenStack provider defines.
    public static let prefix = "loadbalancer.openstack.org/"

    /// When a changed value takes effect.
    public enum Mutability: String, Sendable, Hashable, CaseIterable {
        /// On the load balancer that is there.
        case inPlace = "changes in place"
        /// By replacing a listener or a pool of the load balancer that is there.
        case replacesChild = "replaces a listener or pool"
        /// Only when the load balancer is created.
        case onCreate = "on create only"
        /// When a floating IP is created.
        case onFloatingIP = "when a floating IP is created"
        /// In what the controller does from then on; the load balancer itself is not asked.
        case inController = "at once"
        /// When the load balancer is deleted, or stops being external.
        case onRelease = "on deletion, or when it becomes internal"
    }

    /// What a value that can't be understood does.
    public enum InvalidValue: String, Sendable, Hashable, CaseIterable {
        /// The Service keeps its last applied state, because guessing could expose or lose something.
        case refuse = "refused"
        /// The default is taken, with a warning.
        case useDefault = "default, with a warning"
    }

    /// The whole key.
    public var key: String
    /// The values it takes, in words.
    public var type: String
    /// What holds when it is absent.
    public var defaultText: String
    /// When a changed value takes effect.
    public var mutability: Mutability
    /// What a value that can't be understood does.
    public var invalid: InvalidValue
    /// What it does: one or two sentences.
    public var help: String
}

/// How an annotation's text becomes a value: a pure function and the words for what it accepts.
public struct AnnotationType<Value: Sendable>: Sendable {
    /// The values it takes, in words that can follow "expected".
    var name: String
    /// The value, or `nil` if the text is not one.
    var parse: @Sendable (String) -> Value?
}

extension AnnotationType<String> {
    /// Any text; empty counts as given.
    static let text = Self(name: "text") { $0 }

    /// The id of an OpenStack object: no white space, no slash. Empty counts as given, as the Go OCCM reads it.
    static func id(of kind: String) -> Self {
        Self(name: "the id of a \(kind)") { text in
            text.contains { $0.isWhitespace || $0 == "/" } ? nil : text
        }
    }

    /// One of some words, exactly as written.
    static func oneOf(_ words: String...) -> Self {
        Self(name: words.map { "`\($0)`" }.joined(separator: ", ")) { words.contains($0) ? $0 : nil }
    }
}

extension AnnotationType<Bool> {
    /// `true` or `false`, exactly, as the Go OCCM reads them.
    static let bool = Self(name: "`true` or `false`") { text in
        switch text {
        case "true": true
        case "false": false
        default: nil
        }
    }
}

extension AnnotationType<Int> {
    /// A decimal number within a range, with an optional sign (Go's `strconv.Atoi`).
    static func number(_ range: ClosedRange<Int>) -> Self {
        Self(name: "a number, \(range.lowerBound)…\(range.upperBound)") { text in
            guard let value = Int(text), range.contains(value) else { return nil }
            return value
        }
    }
}
