import ArgumentParser

/// `occm version`.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    func run() {
        StandardStreams.print("occm \(Version.text)")
    }
}

/// The release that this program was built from.
enum Version {
    /// By semantic versioning; CHANGELOG.md has the history.
    static let text = "0.1.0"
    /// How requests say who sends them.
    static let userAgent = "occm/\(text)"
}
