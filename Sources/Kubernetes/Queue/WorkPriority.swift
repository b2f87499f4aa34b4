/// What goes first when there is more to do than can be done at once.
public enum WorkPriority: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// Nothing asked for it: a look whether all is well.
    case resync
    /// It was there when this process started.
    case startup
    /// A user changed something.
    case change
    /// Traffic goes wrong until it is done: a node came or went.
    case urgent

    /// By urgency.
    public static func < (one: WorkPriority, other: WorkPriority) -> Bool { one.rawValue < other.rawValue }
}
