/// Makes inputs from valid texts: half of them changed only in ways that most formats allow (words, numbers, comments, blank
/// lines), so that the code behind the syntax is reached, and half of them damaged.
struct Mutator {
    private let corpus: [[UInt8]]
    private let words: [[UInt8]]
    private var generator: SplitMix64
    private var text: [UInt8] = []

    /// No input grows beyond this many bytes.
    private static let longest = 1 << 16
    private static let numbers = [
        "0", "1", "-1", "80", "65535", "65536", "2147483648", "9223372036854775807", "9223372036854775808", "1e309",
        "0x7f",
        "010", "1_000", "-0", ".5",
    ].map { Array($0.utf8) }
    private static let fragments =
        [
            "\0", "\t", "\r", "\u{FEFF}", "\u{7F}", "\u{85}", "\u{2028}", "é", "😀", "\\", "\"", "'", "#", ":", ": ",
            "- ", "? ", "---\n",
            "...\n", "%TAG ! !\n", "&a ", "*a", "<<: ", "[", "]", "{", "}", ",", "|", ">", "!!str ", "!", "@", "`", "=",
            ";", "=\\\n",
        ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF]]

    init(corpus: [String], words: [String], generator: SplitMix64) {
        self.corpus = corpus.map { Array($0.utf8) }
        self.words = words.map { Array($0.utf8) }
        self.generator = generator
    }

    mutating func input() -> [UInt8] {
        text = one(of: corpus)
        if Bool.random(using: &generator) {
            for _ in 0..<number(1...3) { vary() }
        } else {
            for _ in 0..<number(1...4) { Bool.random(using: &generator) ? vary() : damage() }
        }
        return Array(text.prefix(Self.longest))
    }

    // MARK: - Changes that most formats allow

    private mutating func vary() {
        switch number(0...5) {
        case 0, 1: replace(run { isWordByte($0) }, with: one(of: words))
        case 2: replace(run { (0x30...0x39).contains($0) }, with: one(of: Self.numbers))
        case 3: insert(Array("# note\n".utf8), at: lineStart())
        case 4: insert([UInt8(ascii: "\n")], at: lineStart())
        default: text = text.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
        }
    }

    // MARK: - Damage

    private mutating func damage() {
        switch number(0...10) {
        case 0: insert(one(of: Self.fragments), at: offset())
        case 1: insert(one(of: words), at: offset())
        case 2: replace(span(64), with: [])
        case 3: insert(Array(text[span(64)]), at: offset())
        case 4: flip()
        case 5: text = Array(text.prefix(offset()))
        case 6: splice()
        case 7: moveLine()
        case 8: insert(Array(repeating: UInt8(ascii: " "), count: number(1...3)), at: lineStart())
        case 9: replace(span(8), with: one(of: Self.fragments))
        default: multiply()
        }
    }

    private mutating func flip() {
        guard !text.isEmpty else { return }
        text[number(0...text.count - 1)] ^= 1 << UInt8(number(0...7))
    }

    /// Goes on with the rest of another text.
    private mutating func splice() {
        let other = one(of: corpus)
        text = text.prefix(offset()) + other.suffix(number(0...other.count))
    }

    private mutating func moveLine() {
        let start = lineStart()
        let end = text[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.count
        let line = Array(text[start..<end])
        if Bool.random(using: &generator) { text.removeSubrange(start..<end) }
        insert(line, at: lineStart())
    }

    /// Repeats a short piece many times: for depth, width and length.
    private mutating func multiply() {
        var block = Array(text[span(16)])
        for _ in 0..<number(1...13) where block.count < Self.longest { block += block }
        insert(block, at: offset())
    }

    // MARK: - Places

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    private mutating func one(of choices: [[UInt8]]) -> [UInt8] { choices.randomElement(using: &generator) ?? [] }

    private mutating func offset() -> Int { number(0...text.count) }

    private mutating func span(_ longest: Int) -> Range<Int> {
        let start = offset()
        return start..<min(start + number(0...longest), text.count)
    }

    private mutating func lineStart() -> Int {
        let offset = offset()
        return text[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    }

    /// The next run of such bytes after a random place; empty if there is none.
    private mutating func run(where isMember: (UInt8) -> Bool) -> Range<Int> {
        let offset = offset()
        guard let start = text[offset...].firstIndex(where: isMember) else { return text.count..<text.count }
        return start..<(text[start...].firstIndex { !isMember($0) } ?? text.count)
    }

    private mutating func insert(_ bytes: [UInt8], at offset: Int) { text.insert(contentsOf: bytes, at: offset) }

    private mutating func replace(_ range: Range<Int>, with bytes: [UInt8]) { text.replaceSubrange(range, with: bytes) }
}

private func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-")
}
