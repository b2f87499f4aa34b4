/// Something wrong, or probably wrong, with a configuration file.
public struct ConfigProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whether occm can run in spite of it.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The value can't be used; occm does not start.
        case error
        /// The value is ignored or probably not what was meant.
        case warning
    }

    /// How bad it is.
    public var severity: Severity
    /// The file as it was named by the user.
    public var file: String
    /// The line, counted from 1, where it is known.
    public var line: Int?
    /// The section without brackets: `LoadBalancer`.
    public var section: String?
    /// The key.
    public var key: String?
    /// The value as written; `<redacted>` where the key holds a secret.
    public var value: String?
    /// What is wrong and what was expected.
    public var message: String

    /// Creates a problem.
    public init(
        _ severity: Severity,
        file: String,
        line: Int? = nil,
        section: String? = nil,
        key: String? = nil,
        value: String? = nil,
        _ message: String
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.section = section
        self.key = key
        self.value = value
        self.message = message
    }

    /// `cloud.conf:12: error: [LoadBalancer] monitor-delay = 5: expected …`.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        let assignment = [key, value].compactMap(\.self).joined(separator: " = ")
        let subject = [section.map { "[\($0)]" }, assignment.isEmpty ? nil : assignment].compactMap(\.self)
        let prefix = subject.isEmpty ? "" : subject.joined(separator: " ") + ": "
        return "\(place): \(severity.rawValue): \(prefix)\(message)"
    }
}
