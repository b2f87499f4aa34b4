/// One observed aspect of an object (meta/v1 Condition, core/v1 NodeCondition).
public struct Condition: Codable, Hashable, Sendable {
    /// What is observed, such as `Ready`.
    public var type: String
    /// `True`, `False` or `Unknown`.
    public var status: String
    /// Why, as one word.
    public var reason: String?
    /// Why, as a sentence.
    public var message: String?
    /// When the status last changed (RFC 3339).
    public var lastTransitionTime: String?
    /// When it was last seen (RFC 3339); Nodes only.
    public var lastHeartbeatTime: String?
    /// The generation that was observed.
    public var observedGeneration: Int64?

    /// Creates a condition.
    public init(
        type: String,
        status: String,
        reason: String? = nil,
        message: String? = nil,
        lastTransitionTime: String? = nil,
        lastHeartbeatTime: String? = nil,
        observedGeneration: Int64? = nil
    ) {
        self.type = type
        self.status = status
        self.reason = reason
        self.message = message
        self.lastTransitionTime = lastTransitionTime
        self.lastHeartbeatTime = lastHeartbeatTime
        self.observedGeneration = observedGeneration
    }
}
