/// How the node and the node lifecycle controller work.
public struct NodeControllerOptions: Sendable {
    /// Which Nodes are cared for.
    public var rules = NodeRules()
    /// How many Nodes are written at once (`--concurrent-node-syncs`); at least 1.
    public var concurrentSyncs = 10
    /// How long more Nodes are waited for after one, so that a burst of them is one look.
    public var window = Duration.milliseconds(250)
    /// How often all Nodes are compared with their machines (`--node-status-update-frequency`).
    public var refreshPeriod = Duration.seconds(300)
    /// How often Nodes that are not ready are looked at (`--node-monitor-period`).
    public var monitorPeriod = Duration.seconds(5)
    /// How many Nodes may be removed in what time; `nil` for any.
    public var removals: CircuitBreaker.Limits? = CircuitBreaker.Limits()
    /// Only plans are made and told: nothing is written to a Node.
    public var observesOnly = false
    /// Whether changes may be made now: leadership is held.
    public var mayWrite: @Sendable () -> Bool = { true }

    /// Creates the default options.
    public init() {}
}
