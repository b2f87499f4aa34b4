import FoundationEssentials
import Logging

/// Log lines as klog writes them: severity, month and day, time in UTC, process id, place, then message and data
/// (klog `FormatHeader`, `KVListFormat`).
///
/// Guarantees: an event is one line whatever its data: what would break the line, or hide a part of it on a terminal, is
/// escaped as in Go's `strconv.Quote`.
enum KlogText {
    /// The line with its end.
    static func render(_ line: LogLine, processID: Int32) -> String {
        let time = TimeOfYear(line.date)
        let process = String(processID)
        var text = "\(severity(line.level))\(time.month.digits(2))\(time.day.digits(2)) "
        text +=
            "\(time.hour.digits(2)):\(time.minute.digits(2)):\(time.second.digits(2)).\(time.microsecond.digits(6)) "
        text += "\(String(repeating: " ", count: max(0, 7 - process.count)))\(process) \(line.caller)] "
        text += quoted(line.message)
        if !line.logger.isEmpty { text += " logger=\(quoted(line.logger))" }
        for (key, value) in line.fields { text += " \(key)=\(self.value(value))" }
        return text + "\n"
    }

    private static func severity(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug, .info, .notice: "I"
        case .warning: "W"
        case .error: "E"
        case .critical: "F"
        }
    }

    private static func value(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): quoted(text)
        case .stringConvertible(let number as any Numeric & CustomStringConvertible & Sendable): number.description
        case .stringConvertible(let flag as Bool): flag.description
        case .stringConvertible(let other): quoted(other.description)
        case .array, .dictionary: JSONText.value(value)
        }
    }

    private static func quoted(_ text: String) -> String {
        text.quoted { $0.isASCII ? "\\x\($0.value.digits(2, radix: 16))" : "\\u\($0.value.digits(4, radix: 16))" }
    }
}
