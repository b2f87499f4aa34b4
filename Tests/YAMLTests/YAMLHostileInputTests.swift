import Testing
import YAML

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Bad and hostile input ends in an error")
struct YAMLHostileInputTests {
    @Test(
        "what is wrong, and where",
        arguments: [
            ("a: 1\nb: 2\na: 3", YAMLError.Code.duplicateKey, 3, "the key a is already set on line 1"),
            ("a: {16: x, 0x10: y}", .duplicateKey, 1, "the key 16 is already set"),
            ("a: *nowhere", .syntax, 1, "*nowhere refers to &nowhere"),
            ("a: &a [*a]", .syntax, 1, "*a refers to &a"),
            ("a:\n\tb: 1", .syntax, 2, "with spaces, not with tabs"),
            ("a: [1, 2", .syntax, 2, "did not find expected"),
            ("a: 'x", .syntax, 1, "quoted scalar"),
            ("a: b: c", .syntax, 1, "mapping values are not allowed"),
            ("<<: 1", .syntax, 1, "<< takes a mapping"),
            ("<<: [{a: 1}, b]", .syntax, 1, "<< takes a mapping"),
            ("{<<: {a: 1}, <<: {b: 1}}", .syntax, 1, "once"),
            ("? [a]\n: b", .syntax, 1, "a key must be"),
            ("on: a\nyes: b", .duplicateKey, 2, "the key true"),
            ("~: b", .mismatch, 1, "the key is read as null"),
            ("a: !!int b", .mismatch, 1, "its tag !!int"),
            ("a: !!binary aGk=", .mismatch, 1, "!!binary is not supported"),
            ("a: 1\nb: \0", .encoding, 2, "control characters are not allowed"),
            ("a: \u{7}", .encoding, 1, "(0x7)"),
            ("é: \u{7F}", .encoding, 1, "(0x7f)"),
            (#"{"a": "\ud83d"}"#, .syntax, 1, "Unicode"),
        ]
    )
    func problems(yaml: String, code: YAMLError.Code, line: Int, part: String) {
        let error = problem(Array(yaml.utf8))
        #expect(error?.code == code)
        #expect(error?.line == line)
        #expect(error?.message.contains(part) == true, "\(String(describing: error))")
    }

    @Test("bytes that are no UTF-8 are named by line and column")
    func encodings() {
        let error = problem(Array("a: 1\nb: é".utf8) + [0xFF])
        #expect(error?.code == .encoding)
        #expect(error?.line == 2)
        #expect(error?.column == 5)
        #expect(problem([0xFF, 0xFE, 0x61, 0x00])?.message.contains("save it as UTF-8") == true)
        #expect(problem([0xC0, 0x80])?.code == .encoding)
        #expect(problem([0xED, 0xA0, 0x80])?.code == .encoding)
    }

    @Test("a billion laughs are counted, not told")
    func laughs() {
        let levels = (1...9).map {
            "l\($0): &l\($0) [\(Array(repeating: "*l\($0 - 1)", count: 10).joined(separator: ", "))]"
        }
        let error = problem(Array((["l0: &l0 lol"] + levels).joined(separator: "\n").utf8))
        #expect(error?.code == .limit)
        #expect(error?.message.contains("100000 values") == true)
    }

    @Test("merges that double their keys are counted too")
    func mergedLaughs() {
        let levels = (1...40).map { "- &m\($0) {<<: [*m\($0 - 1), *m\($0 - 1)], k\($0): 1}" }
        #expect(problem(Array((["- &m0 {a: 1}"] + levels).joined(separator: "\n").utf8))?.code == .limit)
    }

    @Test("nesting ends at 64 levels, however it is written", arguments: ["[", "{a: ", "- ", "- - ", "[{a: "])
    func nesting(opening: String) {
        #expect(problem(Array(String(repeating: opening, count: 10_000).utf8))?.code == .limit)
    }

    @Test("an alias may not hide depth")
    func nestedAliases() {
        let levels = (1...70).map { "- &d\($0) [*d\($0 - 1)]" }
        let error = problem(Array((["- &d0 x"] + levels).joined(separator: "\n").utf8))
        #expect(error?.message.contains("64 levels") == true)
    }

    @Test("exactly 64 levels are read")
    func deepest() throws {
        let yaml = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(problem(Array(yaml.utf8)) == nil)
        #expect(problem(Array("[\(yaml)]".utf8))?.code == .limit)
    }

    @Test("size, number of values and number of directives are bounded")
    func sizes() {
        #expect(problem(Array(repeating: UInt8(ascii: " "), count: 8 << 20 + 1))?.code == .limit)
        #expect(problem(Array(String(repeating: "- a\n", count: 100_000).utf8))?.code == .limit)
        #expect(problem(Array(String(repeating: "- a\n", count: 99_999).utf8)) == nil)
        let directives = (0..<200).map { "%TAG !t\($0)! tag:example.org,2000:\n" }.joined()
        #expect(problem(Array("\(directives)--- a".utf8))?.code == .limit)
    }

    /// Texts that make careless parsers slow, repeated to 2 MiB.
    private static let slow = [
        "#", "\n", "a", "9", "!", "&a ", "[],", "a\n", "---\n", "\"\\n", "'", "? ", "a: >\n x\n\n", "{\"\\ud83d\\ude00",
        "%A\n", "a\n\t\n", "- |\n", "\u{E9}", "*a ", ": ",
    ]

    @Test("nothing takes long", arguments: slow)
    func bulk(unit: String) {
        let bytes = Array(String(repeating: unit, count: (2 << 20) / unit.utf8.count).utf8)
        let took = processorSeconds { _ = problem(bytes) }
        #expect(took < 4, "optimised code stays below a tenth of this")
    }

    @Test("mappings with very many keys are decoded in linear time")
    func manyKeys() throws {
        let yaml = (0..<33_000).map { "k\($0): \($0)\n" }.joined()
        let took = try processorSeconds {
            let map = try YAMLDecoder().decode([String: Int].self, from: Array(yaml.utf8))
            #expect(map.count == 33_000)
        }
        #expect(took < 4)
    }

    /// What this thread works, whatever else the machine does.
    private func processorSeconds(_ work: () throws -> Void) rethrows -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        try work()
        return now() - start
    }

    private func problem(_ bytes: [UInt8]) -> YAMLError? {
        do throws(YAMLError) {
            _ = try YAMLDecoder().documents(from: bytes)
            return nil
        } catch {
            return error
        }
    }
}
