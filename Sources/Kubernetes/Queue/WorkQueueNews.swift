/// What happens to keys in a work queue, for metrics (client-go `workqueue` metrics).
public enum WorkQueueNews: Sendable, Hashable {
    /// A key waits that did not wait before.
    case added
    /// A key will be added later.
    case delayed
    /// A worker took a key that had waited that long.
    case taken(waited: Duration)
    /// The work on a key is over, after that long.
    case finished(worked: Duration)
}

/// How a work queue stands at one moment.
public struct WorkQueueStanding: Sendable, Hashable {
    /// How many keys wait.
    public var waiting = 0
    /// How many keys will wait later.
    public var delayed = 0
    /// For how long the key that waits longest has waited.
    public var longestWait = Duration.zero
    /// For how long the key that is worked on longest has been.
    public var longestWork = Duration.zero
    /// How long all keys that are worked on have been, together.
    public var unfinishedWork = Duration.zero

    /// Creates the standing of an empty queue.
    public init() {}
}
