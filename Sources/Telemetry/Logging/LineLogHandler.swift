public import FoundationEssentials
public import Logging

/// Writes what is logged as lines of klog or JSON.
///
/// Guarantees: an event is one line. Assumptions: no secret is in a message or in metadata; ours are of a type that
/// prints `<redacted>`.
public struct LineLogHandler: LogHandler {
    /// The least important level that is logged.
    public var logLevel: Logger.Level
    /// What all lines carry.
    public var metadata: Logger.Metadata = [:]
    /// What all lines carry and is known only when they are logged.
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let format: LogFormat
    private let output: any LogOutput
    private let now: @Sendable () -> Date
    private let processID: Int32

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - label: Who logs; empty for the program as a whole.
    ///   - output: Gets the lines.
    ///   - now: The time of day.
    public init(
        label: String = "",
        _ format: LogFormat = .text,
        level: Logger.Level = .info,
        to output: any LogOutput,
        now: @escaping @Sendable () -> Date = { Date() },
        processID: Int32 = ProcessInfo.processInfo.processIdentifier
    ) {
        self.label = label
        self.format = format
        self.output = output
        self.now = now
        self.processID = processID
        logLevel = level
    }

    /// Writes an event as a line.
    public func log(event: LogEvent) {
        let line = LogLine(event, by: label, [metadataProvider?.get() ?? [:], metadata], at: now())
        switch format {
        case .text: output.write(KlogText.render(line, processID: processID))
        case .json: output.write(JSONText.render(line))
        }
    }

    /// Metadata that all lines carry.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
}
