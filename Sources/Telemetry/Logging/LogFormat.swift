/// How log lines are written (`--logging-format`, component-base logs).
public enum LogFormat: String, Sendable, Hashable, CaseIterable {
    /// klog's text: `I1123 08:15:09.012280   17891 main.swift:23] "Message" key="value"`.
    case text
    /// One JSON object a line.
    case json
}
