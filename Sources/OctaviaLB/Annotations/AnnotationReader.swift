import KeystoneAuth
import Planning

/// Reads a Service's annotations, keeping every problem instead of stopping at the first.
struct AnnotationReader {
    private let annotations: [String: String]
    /// What is wrong so far: `blocked` where guessing would be unsafe, else `warning`.
    private(set) var notes: [Note] = []

    init(_ annotations: [String: String]) {
        self.annotations = annotations
        notes = Self.unknownKeys(annotations)
    }

    /// The annotation's value; `nil` if it is absent or can't be understood, which is noted.
    mutating func read<Value>(_ annotation: Annotation<Value>) -> Value? {
        let facts = annotation.facts
        guard let text = annotations[facts.key] else { return nil }
        if let value = annotation.type.parse(text) { return value }
        let complaint = "annotation \(facts.key): \"\(text)\" can't be used; expected \(facts.type)"
        switch facts.invalid {
        case .refuse:
            refuse("invalid-annotation", "\(complaint). The Service keeps its last applied state.")
        case .useDefault:
            warn("invalid-annotation", "\(complaint). The default is taken: \(facts.defaultText).")
        }
        return nil
    }

    /// Notes a problem that makes applying unsafe.
    mutating func refuse(_ code: String, _ message: String) { notes.append(Note(.blocked, code, message)) }

    /// Notes something good to know.
    mutating func inform(_ code: String, _ message: String) { notes.append(Note(.info, code, message)) }

    /// Notes something that is probably not as meant.
    mutating func warn(_ code: String, _ message: String) { notes.append(Note(.warning, code, message)) }

    /// Keys below our prefix that nothing reads: refused if the Go OCCM acts on them, else a warning with a guess.
    private static func unknownKeys(_ annotations: [String: String]) -> [Note] {
        let prefix = AnnotationFacts.prefix
        let known = Set(Annotations.all.map(\.key).filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) })
        var suggestion = Suggestion()
        return annotations.keys.sorted().compactMap { key in
            let name = key.dropFirst(prefix.count)
            guard key.hasPrefix(prefix), !known.contains(name) else { return nil }
            if let reason = Annotations.unsupported[String(name)] {
                guard annotations[key] != "" else { return nil }
                return Note(.blocked, "unsupported-annotation", "annotation \(key): \(reason)")
            }
            let guess = suggestion.question(String(name), among: known.map(String.init))
            return Note(.warning, "unknown-annotation", "annotation \(key) is not known and does nothing\(guess)")
        }
    }
}
