import Testing

@testable import KeystoneAuth

@Suite("Durations in Go's syntax")
struct GoDurationTests {
    @Test(
        "are read",
        arguments: [
            ("0", Duration.zero), ("0s", .zero), ("5s", .seconds(5)), ("1m30s", .seconds(90)), ("1.5h", .seconds(5400)),
            ("300ms", .milliseconds(300)), ("2us", .microseconds(2)), ("2µs", .microseconds(2)),
            ("7ns", .nanoseconds(7)),
            ("1h1m1s", .seconds(3661)), (".5s", .milliseconds(500)), ("1.s", .seconds(1)), ("+3s", .seconds(3)),
            ("-3s", .seconds(-3)), ("0.0000000019s", .nanoseconds(1)), ("30s1m", .seconds(90)),
            ("9223372036s", .seconds(9_223_372_036)),
        ]
    )
    func parses(text: String, duration: Duration) {
        #expect(GoDuration.parse(text) == duration)
    }

    @Test(
        "are refused",
        arguments: [
            "", "5", "60", "s", ".s", "5 s", "5S", "1d", "5s ", "s5", "1..5s", "-", "+", "0x5s", "٥s", "1e3s",
            "9223372037s", "99999999999999999999s", "2562048h", "9223372036s999ms",
        ]
    )
    func refuses(text: String) {
        #expect(GoDuration.parse(text) == nil)
    }

    @Test("are written as Go writes them", arguments: ["0s", "5s", "1m", "1m30s", "1h", "1h30m", "1h1s", "250ms"])
    func writes(text: String) throws {
        #expect(GoDuration.text(try #require(GoDuration.parse(text))) == text)
    }
}
