import FoundationEssentials
import Testing

@testable import Kubernetes

@Suite("Cutting bodies while they arrive")
struct ScannerTests {
    private static func pieces(_ text: String, chunk: Int) throws -> (
        items: [String], metadata: String?, isComplete: Bool
    ) {
        var (scanner, items) = (ListScanner(), [String]())
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            try scanner.read(Array(bytes[start..<min(start + chunk, bytes.count)])) {
                items.append(String(decoding: $0, as: UTF8.self))
            }
        }
        return (items, scanner.metadata.map { String(decoding: $0, as: UTF8.self) }, scanner.isComplete)
    }

    static let item = #"{"metadata":{"name":"a]}\"{[","items":[{"x":[]}]},"items":[{}], "s":"\\"}"#

    @Test("a list comes apart into its items, however its text is cut", arguments: 1...23)
    func list(chunk: Int) throws {
        let text =
            #" {"kind":"L","other":{"metadata":{},"items":[{}]},"metadata":{"resourceVersion":"7","m":{}}, "items" : [\#n"#
            + "\(Self.item),{} , \(Self.item)\n]}\n"
        let pieces = try Self.pieces(text, chunk: chunk)
        #expect(pieces.items == [Self.item, "{}", Self.item])
        #expect(pieces.metadata == #"{"resourceVersion":"7","m":{}}"#)
        #expect(pieces.isComplete)
    }

    @Test("lists without items have none", arguments: [#""items":null"#, #""items":[]"#, #""kind":"L""#])
    func noItems(member: String) throws {
        let pieces = try Self.pieces(#"{\#(member),"metadata":{"resourceVersion":"7"}}"#, chunk: 5)
        #expect(pieces.items.isEmpty)
        #expect(pieces.metadata != nil)
        #expect(pieces.isComplete)
    }

    @Test("a text that ends early is not complete", arguments: [1, 20, 60])
    func truncated(missing: Int) throws {
        let text = String(
            listJSON([nodeJSON("a", version: 1), nodeJSON("b", version: 2)], version: 9).dropLast(missing)
        )
        #expect(try !Self.pieces(text, chunk: 7).isComplete)
    }

    @Test("any bytes are read without harm", arguments: 0..<200)
    func garbage(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        let alphabet = Array(#"{}[]",:\ items metadata"#)
        let text = String((0..<300).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
        _ = try Self.pieces(text, chunk: 11)
        var lines = LineScanner(limit: 64)
        _ = try? lines.read(Array(text.utf8))
    }

    @Test("an object that is larger than any real one is refused")
    func tooLarge() {
        var scanner = ListScanner()
        let megabyte = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        #expect(throws: ListScanner.PartTooLarge.self) {
            try scanner.read(Array(#"{"items":[{"a":""#.utf8)) { _ in }
            for _ in 0..<17 { try scanner.read(megabyte) { _ in } }
        }
    }

    @Test("lines come whole, however they are cut", arguments: 1...9)
    func lines(chunk: Int) throws {
        let bytes = Array("one\n\r\n\ntwo three\r\nfour\nfive".utf8)
        var (scanner, lines) = (LineScanner(limit: 12), [String]())
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            lines += try scanner.read(Array(bytes[start..<min(start + chunk, bytes.count)]))
                .map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(lines == ["one", "two three\r", "four"])
    }

    @Test("a line without end is refused", arguments: ["aaaa", "aaaa\n"])
    func longLine(rest: String) {
        var scanner = LineScanner(limit: 6)
        #expect(throws: LineScanner.LineTooLong.self) {
            _ = try scanner.read(Array("aaaa".utf8))
            _ = try scanner.read(Array(rest.utf8))
        }
    }
}

/// The same numbers every time (Steele, Lea, Flood: SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
