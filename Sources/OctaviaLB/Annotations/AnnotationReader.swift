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

    /// Notes something that is probably not as meant.
    mutating func warn(_ code: String, _ message: String) { notes.append(Note(.warning, code, message)) }

    /// Keys below our prefix that nothing reads: refused if the Go OCCM acts on them, else a warning with a guess.
    private static func unknownKeys(_ annotations: [String: String]) -> [Note] {
        let known = Set(Annotations.all.map(\.key))
        return annotations.keys.sorted().compactMap { key in
            guard key.hasPrefix(AnnotationFacts.prefix), !known.contains(key) else { return nil }
            if let reason = Annotations.unsupported[String(key.dropFirst(AnnotationFacts.prefix.count))] {
                guard annotations[key] != "" else { return nil }
                return Note(.blocked, "unsupported-annotation", "annotation \(key): \(reason)")
            }
            let guess = Spelling.nearest(to: key, among: known).map { "; did you mean \($0)?" } ?? "."
            return Note(.warning, "unknown-annotation", "annotation \(key) is not known and does nothing\(guess)")
        }
    }
}

/// Finds the word that somebody probably meant.
enum Spelling {
    /// The candidate with the fewest edits, if they are few enough to be a slip.
    static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let scored = candidates.sorted().map { (distance: distance(word, $0), word: $0) }
        return scored.min { $0.distance < $1.distance }.flatMap { $0.distance <= 3 ? $0.word : nil }
    }

    /// Levenshtein's distance; texts over 255 bytes are never near.
    static func distance(_ one: String, _ other: String) -> Int {
        let left = Array(one.utf8)
        let right = Array(other.utf8)
        guard left.count <= 255, right.count <= 255 else { return .max }
        var row = Array(0...right.count)
        for (i, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, candidate) in right.enumerated() {
                let substituted = diagonal + (byte == candidate ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
