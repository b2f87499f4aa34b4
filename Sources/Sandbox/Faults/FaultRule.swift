/// A rule that makes chosen calls go wrong.
public struct FaultRule: Sendable, Hashable {
    /// What happens to a call.
    public enum Action: Sendable, Hashable {
        /// Answers with a status, headers and a body instead of doing anything.
        case respond(status: Int, headers: [String: String] = [:], body: String = "")
        /// Does the work at once and answers after a while.
        case delay(Duration)
        /// Closes the connection without doing anything.
        case dropBeforeApplying
        /// Does the work, then closes the connection without an answer.
        case dropAfterApplying
        /// Does the work, sends half of the answer's body, then closes the connection.
        case truncate
        /// Does the work, never answers, and keeps the connection open.
        case hang
        /// Does the work; the load balancer and what was changed then end in `ERROR`.
        case endInError
        /// Does the work; what was changed then ends in `ERROR` under an `ACTIVE` load balancer.
        case endChildInError
        /// Does the work; the child then stays `PENDING_*` under an `ACTIVE` load balancer.
        case leaveChildPending
        /// Forgets the call's token, so that the service answers 401.
        case expireToken
    }

    /// The method that a call must have; `nil` means any.
    public var method: String?
    /// The path that a call must have, with its service's prefix; `*` stands for any run of characters:
    /// `/load-balancer/v2.0/lbaas/pools/*/members`.
    public var path: String
    /// Which matching call is the first to go wrong: 1 is the next one.
    public var nth: Int
    /// How many calls go wrong; `nil` means all from then on.
    public var times: Int?
    /// What happens to them.
    public var action: Action

    /// Creates a rule.
    public init(_ method: String?, _ path: String, nth: Int = 1, times: Int? = 1, _ action: Action) {
        self.method = method
        self.path = path
        self.nth = nth
        self.times = times
        self.action = action
    }
}
