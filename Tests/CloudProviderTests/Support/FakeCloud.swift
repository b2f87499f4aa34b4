import Kubernetes
import Planning
import Synchronization

@testable import CloudProvider

/// A cloud made of a dictionary. Tests say how it reacts.
final class FakeCloud: LoadBalancers {
    typealias Operation = Never
    /// Gets the Service and the names of its Nodes, `nil` if its load balancer is to go; may wait, throw and report.
    typealias Reaction =
        @Sendable (Service, [String]?, _ report: @Sendable (ApplyProgress.Phase) -> Void) async throws -> Void

    private struct State {
        var members: [String: [String]] = [:]
        var occasions: [PassOccasion] = []
        var reaction: Reaction = { _, _, _ in }
        var status = LoadBalancerStatus(ingress: [LoadBalancerIngress(ip: "203.0.113.10")])
        var warnings: [String] = []
    }

    private let state = Mutex(State())
    private let journal: Journal

    init(_ journal: Journal) { self.journal = journal }

    /// The members of each load balancer, by the Service's uid.
    var members: [String: [String]] { state.withLock { $0.members } }

    /// Why it was asked to converge, each time.
    var occasions: [PassOccasion] { state.withLock { $0.occasions } }

    /// Puts a load balancer there, or takes it away, behind the controller's back.
    func place(_ members: [String]?, for uid: String) { state.withLock { $0.members[uid] = members } }

    func react(_ reaction: @escaping Reaction) { state.withLock { $0.reaction = reaction } }

    func warn(_ warnings: String...) { state.withLock { $0.warnings = warnings } }

    func answer(_ status: LoadBalancerStatus) { state.withLock { $0.status = status } }

    func plan(_ service: Service, _ wish: LoadBalancerWish) async throws -> Plan<Never> {
        let wanted = wish.names
        journal.write("cloud plan \(service.metadata.uid) \(wanted.map { "\($0)" } ?? "absent")")
        let note = wanted == members[service.metadata.uid] ? "up to date" : "to do: \(wanted ?? [])"
        return Plan(subject: "\(service.key)", notes: [Note(.info, "fake", note)])
    }

    func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        under supervision: Supervision
    ) async throws -> Convergence {
        let (uid, wanted) = (service.metadata.uid, wish.names)
        state.withLock { $0.occasions.append(supervision.occasion) }
        journal.write("cloud \(wanted.map { "ensure \(uid) \($0)" } ?? "delete \(uid)")")
        @Sendable func tell(_ phase: ApplyProgress.Phase) {
            if case .settling = phase { supervision.waits() }
            supervision.report(ApplyProgress(step: 1, total: 1, call: "PUT /fake", changes: [], phase: phase))
        }
        let mustChange = members[uid] != wanted
        if mustChange { tell(.started) }
        try await state.withLock { $0.reaction }(service, wanted, tell)
        guard supervision.mayGoOn() else { throw SupersededPass() }
        if wanted != nil, members[uid] == nil, !service.status.loadBalancer.ingress.isEmpty {
            try supervision.requireRecreation()
        }
        if mustChange { tell(.finished(.zero)) }
        return state.withLock { state in
            let present = state.members[uid] ?? []
            let removed = present.filter { wanted?.contains($0) == false }
            // As OpenStack's planner, in small.
            let kept = wish.isUnconfirmed && removed.count * 2 > present.count ? removed : []
            state.members[uid] = wanted.map { $0 + kept }
            return Convergence(
                status: wanted == nil ? LoadBalancerStatus() : state.status,
                heldBack: kept.isEmpty ? [] : ["\(kept.joined(separator: " and ")) stay."],
                warnings: state.warnings
            )
        }
    }
}

extension LoadBalancerWish {
    fileprivate var names: [String]? {
        switch self {
        case .served(let nodes, _): nodes?.names ?? []
        case .absent: nil
        }
    }

    fileprivate var isUnconfirmed: Bool {
        if case .served(_, .unconfirmed) = self { true } else { false }
    }
}

/// A cloud's refusal.
struct Boom: CloudFailure, CustomStringConvertible {
    var failureCode: String { "boom" }
    var retryAfter: Duration?
    var description: String { "boom [HTTP 409, req-1]" }
}
