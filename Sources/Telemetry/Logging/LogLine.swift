import FoundationEssentials
import Logging

/// What a log line says, before it is text.
struct LogLine: Sendable {
    /// When it was logged.
    var date: Date
    /// How important it is.
    var level: Logger.Level
    /// Who says it; empty for the program as a whole.
    var logger: String
    /// What happened; always the same text from the same place.
    var message: String
    /// The data, in the order of ``LogKey``.
    var fields: [(key: String, value: Logger.MetadataValue)]
    /// The file's name, without folders, and the line in it.
    var caller: String

    /// Merges what the event, its logger and the logger's provider know; what is nearer to the event wins.
    init(_ event: LogEvent, by logger: String, _ inherited: [Logger.Metadata], at date: Date) {
        var metadata = inherited.reduce(into: [:]) { $0.merge($1) { _, later in later } }
        metadata.merge(event.metadata ?? [:]) { _, later in later }
        if let error = event.error { metadata[LogKey.err.rawValue] = .string("\(error)") }
        self.date = date
        self.logger = logger
        level = event.level
        message = event.message.description
        fields = metadata.map { (LogKey.place(of: $0.key), $0.key, $0.value) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
            .map { ($0.1, $0.2) }
        let file = event.file.split(separator: "/").last ?? ""
        caller = "\(file):\(event.line)"
    }
}
