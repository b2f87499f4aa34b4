import ArgumentParser
import OctaviaLB

/// `occm doctor`: whether the cloud has what occm needs.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Ask the cloud everything that occm needs of it: one line each, ok or what to do.",
        discussion: "Exit codes: 0 occm can work with this cloud, 1 it can't."
    )

    @OptionGroup var cloud: CloudOptions

    func run() async throws {
        let findings = try await CloudConnection.with(cloud) { connection in
            await CloudCheckup(session: connection.session, config: connection.config).run()
        }
        for finding in findings {
            StandardStreams.print("\(Self.mark(finding.verdict)) \(finding.topic): \(finding.text)")
        }
        if findings.contains(where: { $0.verdict == .problem }) { throw ExitCode(1) }
    }

    private static func mark(_ verdict: CloudCheckup.Finding.Verdict) -> String {
        switch verdict {
        case .ok: "ok      "
        case .warning: "warning "
        case .problem: "problem "
        }
    }
}
