/// Guesses which word somebody probably meant.
///
/// Guarantees: a text full of unknown words costs no more than some of them; one with twenty slips is none with slips.
public struct Suggestion: Sendable {
    private var left = 20

    /// Guesses for one text.
    public init() {}

    /// `; did you mean …?`, or nothing: the word fewest edits away, if those are few for its length; ties go to the first
    /// in the alphabet.
    public mutating func question(_ word: String, among words: some Sequence<String>) -> String {
        guard left > 0 else { return "" }
        left -= 1
        return Self.closest(to: word, among: words).map { "; did you mean \($0)?" } ?? ""
    }

    /// The word fewest edits away, if those are few for its length.
    static func closest(to word: String, among words: some Sequence<String>) -> String? {
        guard word.utf8.count <= 64 else { return nil }
        let ranked = words.map { (word: $0, edits: edits(Array(word.utf8), Array($0.utf8))) }
        let best = ranked.min { ($0.edits, $0.word) < ($1.edits, $1.word) }
        guard let best, best.edits <= max(1, best.word.utf8.count / 4) else { return nil }
        return best.word
    }

    /// Levenshtein's distance.
    private static func edits(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var row = Array(0...other.count)
        for (index, byte) in one.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in other.indices {
                let substitution = diagonal + (byte == other[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substitution, diagonal + 1, row[column] + 1)
            }
        }
        return row[other.count]
    }
}
