/// Prometheus' text format, version 0.0.4 (prometheus.io, "Exposition formats").
enum Exposition {
    /// The media type of what is rendered.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    static func writeHead(of metric: MetricDefinition, to text: inout String) {
        text += "# HELP \(metric.name) \(escaped(metric.fullHelp, quotes: false))\n"
        text += "# TYPE \(metric.name) \(metric.kind.rawValue)\n"
    }

    static func write(_ name: String, _ labels: String, _ value: Double, to text: inout String) {
        text += name
        text += labels
        text += " "
        text += self.text(value)
        text += "\n"
    }

    /// A number; whole ones without a point.
    static func text(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value.isNaN ? "NaN" : value.description
    }

    /// A text without backslashes, line ends and, in a label, quotation marks of its own.
    static func escaped(_ text: String, quotes: Bool) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x22 }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
