import Foundation
import Testing

@testable import occm

@Suite("Which command is meant")
struct RunInvocationTests {
    @Test(
        "occm run, also by flags alone, by nothing at all, and by the Go OCCM's name",
        arguments: [
            (["occm"], []),
            (["occm", "run"], []),
            (["/usr/bin/occm", "run", "--v=2"], ["--v=2"]),
            (["occm", "--cloud-config", "a"], ["--cloud-config", "a"]),
            (["occm", "-v", "2", "--help"], ["-v", "2", "--help"]),
            (["occm", "--version"], ["--version"]),
            (["occm", "run", "--help"], ["--help"]),
            (["/bin/openstack-cloud-controller-manager"], []),
            (["openstack-cloud-controller-manager", "--help"], ["--help"]),
            (["openstack-cloud-controller-manager", "plan"], ["plan"]),
            ([], []),
        ]
    )
    func run(_ commandLine: [String], _ expected: [String]) {
        #expect(RunInvocation.arguments(of: commandLine) == expected)
    }

    @Test(
        "a subcommand, and help on all of them",
        arguments: [
            ["occm", "plan"], ["occm", "plan", "run"], ["occm", "--help"], ["occm", "-h"], ["occm", "help", "run"],
            ["occm", "--generate-completion-script=bash"], ["occm", "rnu"],
        ]
    )
    func others(_ commandLine: [String]) {
        #expect(RunInvocation.arguments(of: commandLine) == nil)
    }
}

@Suite("What occm run says about itself")
struct RunReferenceTests {
    @Test("--help shows every flag, in groups and within 80 columns", arguments: ["--help", "-h", "--nope -h"])
    func help(_ line: String) throws {
        let text = try printed(line)
        try expectGolden(text + "\n", "Help/occm-run.txt")
        for flag in RunFlags.all { #expect(text.contains("--\(flag.name)"), "\(flag.name)") }
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("--version says which, and --version=raw says more")
    func version() throws {
        #expect(try printed("--version") == "occm \(Version.text)")
        #expect(
            try printed("--version=raw").wholeMatch(
                of: /version\.Info\{GitVersion:"v[0-9.]+", .*Platform:"linux\/\w+"\}/
            ) != nil
        )
        #expect(throws: Never.self) { try settings(["--version=false"]) }
        #expect(throws: Never.self) { try settings(["--version=v1.34.1"]) }
    }

    @Test("docs/reference/run.md says what the declarations say; UPDATE_GOLDENS=1 renews it")
    func reference() throws {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let path = "/\(root)/docs/reference/run.md"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try Data(RunFlagReference.markdown.utf8).write(to: URL(filePath: path))
        }
        let page = try #require(FileManager.default.contents(atPath: path))
        #expect(String(decoding: page, as: UTF8.self) == RunFlagReference.markdown)
    }

    private func printed(_ line: String) throws -> String {
        guard case .print(let text) = try RunFlags.parse(line.split(separator: " ").map(String.init)) else {
            throw Failure("it runs")
        }
        return text
    }
}
