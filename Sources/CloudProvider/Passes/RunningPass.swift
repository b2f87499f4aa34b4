import Synchronization

/// A pass that is under way: its turn, and whether it works on what is wanted now.
final class RunningPass: Sendable {
    let turn: Turn
    private let outdated = Atomic(false)

    init(_ turn: Turn) { self.turn = turn }

    /// Whether nothing newer has come since it began.
    var isCurrent: Bool { !outdated.load(ordering: .relaxed) }

    /// Something newer came.
    func outdate() { outdated.store(true, ordering: .relaxed) }
}
