import Kubernetes

/// When Nodes that are not ready are looked up in the cloud again: soon at first, then at longer and longer intervals. Pure:
/// the time is given.
///
/// Without it one Node that is broken for good would have the cloud list all its machines every few seconds.
struct LookSchedule: Sendable {
    private struct Entry: Sendable {
        var uid: String
        var due: Duration
        var pause: Duration
    }

    /// The longest a Node whose machine goes stays in the cluster.
    static let longestPause = Duration.seconds(60)

    private let firstPause: Duration
    private var entries: [String: Entry] = [:]

    /// Creates a schedule that begins with looks at a period.
    init(period: Duration) { firstPause = min(period, Self.longestPause) }

    /// The Nodes among those in question that are due. The others are forgotten: their next trouble counts as the first.
    mutating func due(of nodes: [Node], at now: Duration) -> [Node] {
        let names = Set(nodes.map(\.metadata.name))
        entries = entries.filter { names.contains($0.key) }
        return nodes.filter { node in
            guard let entry = entries[node.metadata.name], entry.uid == node.metadata.uid else { return true }
            return entry.due <= now
        }
    }

    /// The Node was looked up, and is in question still.
    mutating func note(_ node: Node, at now: Duration) {
        let name = node.metadata.name
        let before = entries[name].flatMap { $0.uid == node.metadata.uid ? $0.pause : nil }
        let pause = before.map { min($0 * 2, Self.longestPause) } ?? firstPause
        entries[name] = Entry(uid: node.metadata.uid, due: now + pause, pause: pause)
    }
}
