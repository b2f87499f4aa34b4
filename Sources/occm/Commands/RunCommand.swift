import ArgumentParser
import Kubernetes
import Logging
import Serving
import Telemetry

/// `occm run`: the cloud-controller-manager.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Keep load balancers true to a cluster's Services: the cloud-controller-manager (default)."
    )

    /// Kubernetes' components have habits on the command line that are not this parser's: see ``RunFlags``.
    @Argument(parsing: .captureForPassthrough)
    var arguments: [String] = []

    func run() async throws { try await Self.run(arguments) }

    /// Does what a command line asks for; the words before its flags are left out.
    static func run(_ arguments: [String]) async throws {
        switch try RunFlags.parse(arguments) {
        case .print(let text): StandardStreams.print(text)
        case .run(let settings, let notices): try await run(settings, notices)
        }
    }

    private static func run(_ settings: RunSettings, _ notices: [RunNotice]) async throws {
        ProcessMemory.prepare()
        let log = LogWriter.standardError()
        let logger = Logger(label: "occm") { _ in
            let level = Logger.Level(verbosity: settings.logging.verbosity)
            return LineLogHandler(settings.logging.format, level: level, to: log)
        }
        let telemetry = Telemetry(logger: logger, build: BuildInfo(version: Version.text))
        telemetry.watch(log)
        announce(settings, notices, logger)
        do {
            try await ControllerProcess(settings, telemetry).run()
            logger.info("Ended as asked")
            log.flush()
        } catch {
            logger.critical("Ended", metadata: ["err": "\(error)"])
            log.flush()
            throw ExitCode(error is LeaderElector.LeadershipLost || error is ServingError ? 1 : 255)
        }
    }

    private static func announce(_ settings: RunSettings, _ notices: [RunNotice], _ logger: Logger) {
        logger.info("Starting", metadata: ["version": "\(Version.text)"])
        for notice in notices {
            logger.warning("A flag has no effect", metadata: ["flag": "\(notice.flag)", "reason": "\(notice.reason)"])
        }
        for line in RunFlags.lines(of: settings) { logger.debug("Flag", metadata: ["flag": "\(line)"]) }
    }
}
