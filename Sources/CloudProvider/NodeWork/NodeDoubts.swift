import Kubernetes
import Planning

/// A Node, and what has to be done about it.
typealias NodeWork = (node: Node, plan: NodePlan)

/// Tells users what is not as it should be about their Nodes: one clear event a trouble.
struct NodeDoubts: Sendable {
    private let events: EventRecorder
    private let report: @Sendable (NodeNews) -> Void
    private var told = ToldNotes()

    init(events: EventRecorder, report: @escaping @Sendable (NodeNews) -> Void) {
        self.events = events
        self.report = report
    }

    /// Tells what is new among the plans' warnings.
    mutating func tell(_ work: [NodeWork], at now: Duration) {
        var notes: [String: [Note]] = [:]
        var objects: [String: ObjectReference] = [:]
        for (node, plan) in work {
            notes[node.metadata.name] = plan.notes.filter { $0.severity != .info }
            objects[node.metadata.name] = ObjectReference(to: node)
        }
        for (name, note) in told.news(of: notes, at: now) {
            report(.doubted(name, note))
            let reason = note.severity == .blocked ? "NotInitialized" : "InstanceInDoubt"
            if let object = objects[name] { events.record(object, .warning, reason: reason, message: note.message) }
        }
    }

    /// A Node is gone.
    mutating func forget(_ name: String) { told.forget(name) }
}

extension InstanceState {
    /// Whether nobody can tell.
    var isUnknown: Bool { if case .unknown = self { true } else { false } }
}
