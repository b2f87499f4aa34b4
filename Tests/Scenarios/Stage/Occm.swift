import CloudProvider
import Kubernetes
import LoadBalancerModel
import OctaviaLB
import Planning

/// One process of occm.
struct Occm: Sendable {
    let loadBalancers: OctaviaLoadBalancers
    let log: CallLog

    /// What one `occm apply` did.
    struct Run: Sendable {
        /// What it showed first.
        let plan: LoadBalancerPlan
        /// The calls that it made to change something, by `resource_verb`.
        let changes: [String]
        /// The address that it would publish in the Service's status.
        let address: String?
    }

    /// `occm apply`: the plan, then the changes.
    func apply(_ service: Service, _ wish: LoadBalancerWish) async throws -> Run {
        let pass = try await loadBalancers.pass(service, wish)
        let status = try await loadBalancers.converge(service, wish, from: pass) { _ in }
        return Run(plan: pass.plan, changes: log.changes, address: status.ingress.first?.ip)
    }

    /// `occm plan`.
    func plan(_ service: Service, _ wish: LoadBalancerWish) async throws -> LoadBalancerPlan {
        let plan = try await loadBalancers.plan(service, wish)
        try expect("calls of a plan that change something", log.changes, [])
        return plan
    }
}

extension Stage {
    /// `occm apply`, and then that nothing is left to do.
    @discardableResult
    func apply(
        _ service: Service,
        nodes: [Node]? = nil,
        by occm: Occm? = nil,
        file: String = #fileID,
        line: Int = #line
    ) async throws -> Occm.Run {
        let wish = LoadBalancerWish.served(by: BackendSet(of: nodes ?? self.nodes()))
        let occm = try occm ?? self.occm()
        let run = try await occm.apply(service, wish)
        let rest = try await occm.loadBalancers.plan(service, wish)
        try expect("steps left after apply", rest.steps.map(\.call), [], file: file, line: line)
        try expect("notes that block after apply", rest.notes.filter { $0.severity == .blocked }, [])
        return run
    }

    /// `occm apply --destroy`.
    @discardableResult
    func destroy(_ service: Service, by occm: Occm? = nil) async throws -> Occm.Run {
        try await (try occm ?? self.occm()).apply(service, .absent)
    }

    /// The error with which `occm apply` ends.
    func refusal(
        _ what: String,
        of service: Service,
        by occm: Occm? = nil,
        file: String = #fileID,
        line: Int = #line
    ) async throws -> any Error {
        let occm = try occm ?? self.occm()
        return try await failure(what, file: file, line: line) {
            _ = try await occm.apply(service, .served(by: BackendSet(of: nodes())))
        }
    }
}
