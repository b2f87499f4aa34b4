import Kubernetes

/// The Nodes that routes lead to, as time goes on. Pure: the time is given.
///
/// A Node that is missing in a list may be there all the same. One that was known keeps its routes until the watch tells of
/// its deletion, or it was missing for as long as ``secondLook``. One that the first list lacked is not known at all: so
/// whatever routes there are stay as long after the start.
struct RoutedNodes: Sendable {
    /// How long a Node has to be missing.
    static let secondLook = Duration.seconds(60)

    /// When the first list was there.
    private var began: Duration?
    private var departed: [String: (node: Node, since: Duration)] = [:]

    /// The first list is there.
    mutating func begin(at now: Duration) { began = now }

    /// Takes note of a change. Returns whether routes may have to follow it.
    mutating func note(_ change: ObjectChange<Node>, at now: Duration) -> Bool {
        let name = change.object.metadata.name
        let returned = departed.removeValue(forKey: name) != nil
        switch change {
        case .added: return true
        case .updated(let old, let new): return returned || RoutedNode(old) != RoutedNode(new)
        case .deleted(_, .seen): return true
        case .deleted(let node, .missed):
            departed[name] = (node, now)
            return false
        }
    }

    /// Whether those that are there or departed are all Nodes that there were when the first list came.
    func areAll(at now: Duration) -> Bool { began.map { now - $0 >= Self.secondLook } ?? false }

    /// The Nodes that routes should lead to, by name, given those that are there.
    func wanted(among present: [Node], at now: Duration) -> [Node] {
        let names = Set(present.map(\.metadata.name))
        let missing = departed.values.filter { now - $0.since < Self.secondLook }.map(\.node)
        return (present + missing.filter { !names.contains($0.metadata.name) })
            .sorted { $0.metadata.name < $1.metadata.name }
    }
}
