import FoundationEssentials
import Logging

/// Log lines as component-base writes them with `--logging-format=json`: `ts` in milliseconds since 1970, `caller`,
/// `msg`, `v` unless it is a failure, then the data.
enum JSONText {
    /// The line with its end.
    static func render(_ line: LogLine) -> String {
        let microseconds = (line.date.timeIntervalSince1970 * 1_000_000).rounded(.down)
        var text =
            "{\"ts\":\(number(microseconds / 1000)),\"caller\":\(quoted(line.caller)),\"msg\":\(quoted(line.message))"
        if line.level < .warning { text += ",\"v\":\(line.level.verbosity)" }
        if !line.logger.isEmpty { text += ",\"logger\":\(quoted(line.logger))" }
        for (key, value) in line.fields { text += ",\(quoted(key)):\(self.value(value))" }
        return text + "}\n"
    }

    /// A value: numbers and booleans as such, what is nested nested, everything else as text.
    static func value(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): quoted(text)
        case .stringConvertible(let integer as any BinaryInteger & Sendable): String(describing: integer)
        case .stringConvertible(let double as Double): double.isFinite ? number(double) : quoted(double.description)
        case .stringConvertible(let flag as Bool): flag.description
        case .stringConvertible(let other): quoted(other.description)
        case .array(let values): "[\(values.map(self.value).joined(separator: ","))]"
        case .dictionary(let pairs):
            "{\(pairs.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(self.value($0.value))" }.joined(separator: ","))}"
        }
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : value.description
    }

    private static func quoted(_ text: String) -> String {
        text.quoted { "\\u\($0.value.digits(4, radix: 16))" }
    }
}
