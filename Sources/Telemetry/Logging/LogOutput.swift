/// Where log lines go.
public protocol LogOutput: Sendable {
    /// Takes a line, its end included; returns at once.
    func write(_ line: String)
}
