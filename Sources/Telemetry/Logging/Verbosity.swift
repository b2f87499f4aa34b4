public import Logging

/// `-v`, as operators of Kubernetes know it, and the levels of swift-log.
///
/// | `-v` | level | what it adds |
/// |---|---|---|
/// | 0 … 3 | `info` | what changed: one line a change of state |
/// | 4, 5 | `debug` | why: every pass, every call that failed and was sent again |
/// | 6 … | `trace` | every call |
extension Logger.Level {
    /// The least important level that is still logged with `-v` at this number.
    public init(verbosity: Int) {
        self =
            switch verbosity {
            case ..<4: .info
            case 4, 5: .debug
            default: .trace
            }
    }

    /// From which `-v` on lines of this level are logged.
    public var verbosity: Int {
        switch self {
        case .trace: 6
        case .debug: 4
        case .info, .notice, .warning, .error, .critical: 0
        }
    }
}
