import ArgumentParser
import Testing

@testable import occm_sandbox

@Suite("occm-sandbox's command line")
struct ArgumentsTests {
    @Test(
        "durations have a unit",
        arguments: [
            ("2s", Duration.seconds(2)), ("500ms", .milliseconds(500)), ("1.5m", .seconds(90)), ("-30s", .seconds(-30)),
            ("1h", .seconds(3600)), ("0s", .zero),
        ]
    )
    func durations(text: String, expected: Duration) { #expect(Seconds(argument: text)?.duration == expected) }

    @Test("what is no duration is refused", arguments: ["", "2", "s", "2d", "x s", "1e300h", "nans"])
    func badDurations(text: String) { #expect(Seconds(argument: text) == nil) }

    @Test("quotas name a resource and a whole number")
    func quotas() {
        #expect(Quota(argument: "floatingip=2")?.limit == 2 && Quota(argument: "pool=-1")?.limit == -1)
        for text in ["", "floatingip", "=1", "pool=x", "pool=1=2"] { #expect(Quota(argument: text) == nil) }
    }

    @Test("without a subcommand a cloud is served")
    func defaultSubcommand() throws {
        #expect(try OccmSandbox.parseAsRoot(["--dir", "/x"]) is ServeCommand)
    }

    @Test("every option has a default but the folder")
    func defaults() throws {
        let command = try ServeCommand.parse(["--dir", "/x"])
        #expect(command.settle.duration == .seconds(2) && command.port == 0 && command.nodes.value == 3)
        #expect(throws: (any Error).self) { try ServeCommand.parse([]) }
        #expect(throws: (any Error).self) { try ServeCommand.parse(["--dir", "/x", "--nodes", "0"]) }
        #expect(throws: (any Error).self) { try ServeCommand.parse(["--dir", "/x", "--port", "70000"]) }
    }
}
