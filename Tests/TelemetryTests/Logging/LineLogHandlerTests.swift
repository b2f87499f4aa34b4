import FoundationEssentials
import KeystoneAuth
import Logging
import Testing

@testable import Telemetry

@Suite("Log lines")
struct LineLogHandlerTests {
    private let output = LineCollector()

    private struct Problem: Error, CustomStringConvertible {
        var description: String { "no \"answer\"" }
    }

    @Test("text is klog's: severity, date, time, process, place, message, data")
    func text() {
        output.logger().info(
            "Listed",
            metadata: ["count": "3", "resource": "nodes"],
            file: "Kubernetes/Watch.swift",
            line: 235
        )
        #expect(
            output.lines == [
                "I1123 08:15:09.012280   17891 Watch.swift:235] \"Listed\" resource=\"nodes\" count=\"3\"\n"
            ]
        )
    }

    @Test(
        "severities are letters",
        arguments: [
            (.trace, "I"), (.debug, "I"), (.info, "I"), (.notice, "I"), (.warning, "W"), (.error, "E"),
            (.critical, "F"),
        ] as [(Logger.Level, String)]
    )
    func severities(level: Logger.Level, letter: String) {
        output.logger().log(level: level, "x")
        #expect(output.lines.first?.prefix(5) == "\(letter)1123")
    }

    @Test("JSON is component-base's: milliseconds, caller, message, verbosity, data; numbers are numbers")
    func json() throws {
        let metadata: Logger.Metadata = [
            "nodes": .array(["a", "b\n"]), "steps": .stringConvertible(7), "duration": .seconds(.milliseconds(1234)),
            "ok": .stringConvertible(true), "more": .dictionary(["z": "1", "a": .stringConvertible(2)]),
            "zebra": "\u{7}",
        ]
        output.logger(.json, label: "lease").debug("A \"line\"", metadata: metadata, file: "a/b/C.swift", line: 7)
        let line = try #require(output.lines.first)
        #expect(
            line == """
                {"ts":1795421709012.28,"caller":"C.swift:7","msg":"A \\"line\\"","v":4,"logger":"lease",\
                "steps":7,"duration":1.234,"nodes":["a","b\\n"],"more":{"a":2,"z":"1"},"ok":true,"zebra":"\\u0007"}

                """
        )
        #expect(throws: Never.self) { try JSONDecoder().decode(Line.self, from: Data(line.utf8)) }
    }

    private struct Line: Decodable {
        var ts: Double
        var msg: String
    }

    @Test("a failure has no verbosity in JSON, and its cause first")
    func failure() {
        output.logger(.json).error("It failed", error: Problem(), metadata: ["code": "x"], file: "A.swift", line: 1)
        #expect(
            output.lines == [
                "{\"ts\":1795421709012.28,\"caller\":\"A.swift:1\",\"msg\":\"It failed\",\"err\":\"no \\\"answer\\\"\",\"code\":\"x\"}\n"
            ]
        )
    }

    @Test(
        "nothing breaks a line, or reaches a terminal as a command",
        arguments: [
            ("plain ü", "\"plain ü\""), ("two\nlines\r\n", #""two\nlines\r\n""#), ("a\tb", #""a\tb""#),
            (#"say "hi" \"#, #""say \"hi\" \\""#), ("\u{1B}[31mred\u{0}", #""\x1b[31mred\x00""#),
            ("\u{85}\u{2028}\u{202E}\u{2066}", #""\u0085\u2028\u202e\u2066""#), ("", "\"\""),
        ]
    )
    func escaping(value: String, text: String) {
        output.logger().info("x", metadata: ["k": .string(value)])
        #expect(output.texts == ["I \"x\" k=\(text)"])
        output.logger(.json).info("x", metadata: ["k": .string(value)])
        #expect(output.lines.last?.dropLast().contains { $0.isNewline } == false)
        let decoded = try? JSONDecoder().decode([String: Text].self, from: Data((output.lines.last ?? "").utf8))
        #expect(decoded?["k"]?.value == value)
    }

    /// A string, or something else.
    private struct Text: Decodable {
        var value: String?
        init(from decoder: any Decoder) throws { value = try? decoder.singleValueContainer().decode(String.self) }
    }

    @Test("numbers and booleans are bare in text, everything else is quoted")
    func bareValues() {
        let metadata: Logger.Metadata = [
            "a": .stringConvertible(-3), "b": .stringConvertible(0.5), "c": .stringConvertible(false),
            "d": .stringConvertible(Problem()), "e": .array(["x", .stringConvertible(1)]),
        ]
        output.logger().info("x", metadata: metadata)
        #expect(output.texts == [#"I "x" a=-3 b=0.5 c=false d="no \"answer\"" e=["x",1]"#])
    }

    @Test("a value that is no number in JSON is a text")
    func infinity() {
        output.logger(.json).info("x", metadata: ["a": .stringConvertible(Double.infinity)], file: "A.swift", line: 1)
        #expect(output.lines.first?.hasSuffix("\"a\":\"inf\"}\n") == true)
    }

    @Test("a secret is never written", arguments: LogFormat.allCases)
    func secrets(format: LogFormat) {
        let secret = Secret("hunter2")
        let metadata: Logger.Metadata = ["a": .stringConvertible(secret), "b": "\(secret)"]
        output.logger(format).info("Got \(secret)", metadata: metadata)
        #expect(output.lines.first?.contains("hunter2") == false)
        #expect(output.lines.first?.contains("<redacted>") == true)
    }

    @Test("our keys come in their order, others by name; what is nearer to the event wins")
    func order() {
        var logger = output.logger(label: "lease")
        logger[metadataKey: "zoo"] = "old"
        logger[metadataKey: "service"] = "shop/web"
        logger.handler.metadataProvider = Logger.MetadataProvider { ["service": "none", "bee": "b"] }
        logger.info("x", metadata: ["zoo": "new", "code": "c", "err": "e"])
        #expect(output.texts == [#"I "x" logger="lease" err="e" service="shop/web" code="c" bee="b" zoo="new""#])
    }

    @Test(
        "-v and levels mean the same thing",
        arguments: [
            (-1, .info), (0, .info), (2, .info), (3, .info), (4, .debug), (5, .debug), (6, .trace), (10, .trace),
        ]
            as [(Int, Logger.Level)]
    )
    func verbosity(number: Int, level: Logger.Level) {
        #expect(Logger.Level(verbosity: number) == level)
        #expect(max(0, number) >= level.verbosity)
    }

    @Test("what is less important than the level is not written")
    func level() {
        let logger = output.logger(level: Logger.Level(verbosity: 2))
        logger.debug("no")
        logger.info("yes")
        #expect(output.texts == ["I \"yes\""])
    }

    @Test(
        "days, months and fractions of seconds are those of the calendar",
        arguments: [
            (0, "0101 00:00:00.000000"), (951_782_400, "0229 00:00:00.000000"), (951_868_799.5, "0229 23:59:59.500000"),
            (951_868_800, "0301 00:00:00.000000"), (4_107_542_399, "0228 23:59:59.000000"),
            (4_107_542_400, "0301 00:00:00.000000"), (1_767_225_599, "1231 23:59:59.000000"),
            (-1, "1231 23:59:59.000000"),
        ] as [(Double, String)]
    )
    func calendar(time: Double, text: String) {
        let handler = LineLogHandler(to: output, now: { Date(timeIntervalSince1970: time) }, processID: 1)
        Logger(label: "") { _ in handler }.info("x")
        #expect(output.lines.first?.dropFirst().hasPrefix("\(text)       1 ") == true, "\(output.lines)")
    }
}
