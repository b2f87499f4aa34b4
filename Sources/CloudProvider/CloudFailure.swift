/// What the controllers can know of a cloud's error beside its description, which is written for users and names the
/// cloud's request id.
public protocol CloudFailure: Error {
    /// What kind of failure it is, as one word that is safe as a metric label.
    var failureCode: String { get }
    /// After how long the cloud wants to be asked again; `nil` leaves that to the controller.
    var retryAfter: Duration? { get }
    /// Whether nothing is wrong: no change may be made any more, because leadership is lost or the process ends.
    var isInterruption: Bool { get }
}

extension CloudFailure {
    /// The controller decides.
    public var retryAfter: Duration? { nil }
    /// Something is wrong.
    public var isInterruption: Bool { false }
}
