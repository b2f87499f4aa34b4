import CBench
import FoundationEssentials

/// Where and on what a benchmark ran.
struct Machine: CustomStringConvertible {
    let description: String

    /// This machine, the code that is checked out, and what else the machine is doing right now.
    static func current() throws -> Machine {
        let commit = try Command.run("git", "rev-parse", "--short=10", "HEAD").text
        let changes = try Command.run("git", "status", "--porcelain", "--untracked-files=no").text
        let swift = try Command.run("swift", "--version").text.split(separator: " ")
        let model = value("model name", in: "/proc/cpuinfo", separator: ":")
        let memory = value("MemTotal", in: "/proc/meminfo", separator: ":").split(separator: " ").first.flatMap {
            Int($0)
        }
        let system = value("PRETTY_NAME", in: "/etc/os-release", separator: "=").filter { $0 != "\"" }
        let load = text("/proc/loadavg").split(separator: " ").prefix(2)
        let version = zip(swift, swift.dropFirst()).first { $0.0 == "version" }.map { String($0.1) } ?? "?"
        return Machine(
            description: [
                "commit \(trimmed(commit))\(changes.isEmpty ? "" : " with changes that are not committed")",
                "\(system), Swift \(version), libcurl \(String(cString: baseline_libcurl_version()))",
                "\(ProcessInfo.processInfo.activeProcessorCount) cores of \(model), \((memory ?? 0) >> 20) GB",
                "load when it began: \(load.joined(separator: " and ")) (1 and 5 minutes)",
            ].joined(separator: "; ")
        )
    }

    /// The value of the first line that begins with that key.
    private static func value(_ key: String, in file: String, separator: Character) -> String {
        let line = text(file).split(separator: "\n").first { $0.hasPrefix(key) } ?? ""
        return trimmed(line.drop { $0 != separator }.dropFirst())
    }

    private static func text(_ file: String) -> String {
        String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
