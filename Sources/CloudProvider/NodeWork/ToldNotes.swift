import Kubernetes
import Planning

/// Which troubles of Nodes were told already, so that each is told once, and now and then again while it lasts. Pure: the
/// time is given.
struct ToldNotes: Sendable {
    /// Events are forgotten after an hour.
    private static let period = Duration.seconds(1800)

    /// When each trouble of a Node was told last, by its code.
    private var told: [String: [String: Duration]] = [:]

    /// What of these Nodes' notes is to be told now, in the order of names. A trouble that many Nodes share word for word,
    /// a cloud that does not answer for example, is told of the first.
    mutating func news(of notes: [String: [Note]], at now: Duration) -> [(node: String, note: Note)] {
        var sharers: [Note: [String]] = [:]
        for (node, notes) in notes.sorted(by: { $0.key < $1.key }) {
            let before = told.removeValue(forKey: node) ?? [:]
            for note in notes {
                let last = before[note.code].flatMap { now - $0 < Self.period ? $0 : nil }
                told[node, default: [:]][note.code] = last ?? now
                if last == nil { sharers[note, default: []].append(node) }
            }
        }
        return sharers.compactMap { note, nodes in nodes.first.map { ($0, note.told(ofAlso: nodes.count - 1)) } }
            .sorted { ($0.node, $0.note.code) < ($1.node, $1.note.code) }
    }

    /// A Node is gone.
    mutating func forget(_ node: String) { told[node] = nil }
}

extension Note {
    fileprivate func told(ofAlso others: Int) -> Note {
        guard others > 0 else { return self }
        return Note(severity, code, message + " (the same for \(others) more \(others == 1 ? "Node" : "Nodes"))")
    }
}
