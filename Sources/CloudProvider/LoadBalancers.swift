public import Kubernetes
public import Planning

/// What a cloud must offer so that Services of `type: LoadBalancer` work: the counterpart of `cloudprovider.LoadBalancer`
/// in k8s.io/cloud-provider, with planning and doing apart.
///
/// Guarantees: `plan` changes nothing; `converge` makes exactly the changes that `plan` would show, or stops at a settled
/// point and throws. Converging twice changes nothing the second time.
/// Assumptions: one pass a Service at a time; the caller keeps that order.
public protocol LoadBalancers: Sendable {
    /// The typed operations of the cloud's plans.
    associatedtype Operation: Sendable

    /// What would have to change so that the wish is true.
    func plan(_ service: Service, _ wish: LoadBalancerWish) async throws -> Plan<Operation>

    /// Makes the wish true, as far as it may be.
    func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        under supervision: Supervision
    ) async throws -> Convergence
}

extension LoadBalancers {
    /// Makes the wish true, telling of each step; nothing stops it.
    public func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        report: @escaping @Sendable (ApplyProgress) -> Void
    ) async throws -> LoadBalancerStatus {
        try await converge(service, wish, under: Supervision(report: report)).status
    }
}

/// What should be true of a Service's load balancer.
public enum LoadBalancerWish: Sendable, Hashable {
    /// It serves the Service through these Nodes; `nil` when they are not known, which can be planned but not carried out.
    case served(by: BackendSet?, removals: Removals = .confirmed)
    /// Nothing of it is left.
    case absent

    /// The Nodes to serve by; `nil` if they are not known, or if nothing is to be left.
    public var backends: BackendSet? {
        if case .served(let backends, _) = self { backends } else { nil }
    }

    /// How sure it is that Nodes which are missing are meant to be.
    public enum Removals: Sendable, Hashable {
        /// The Service's own spec changed, each Node's deletion was seen, or two looks far enough apart agree.
        case confirmed
        /// Only one look says so: no pool may lose all or most of its members by it.
        case unconfirmed
    }
}

/// What there is once a cloud has converged.
public struct Convergence: Sendable, Hashable {
    /// What to publish in the Service's status; empty if there is nothing to publish.
    public var status: LoadBalancerStatus
    /// What is left to do until removals are confirmed, a sentence each.
    public var heldBack: [String]
    /// What is probably not as the Service's author meant it, a sentence each: a misspelled annotation.
    public var warnings: [String]

    /// Creates a result.
    public init(status: LoadBalancerStatus, heldBack: [String] = [], warnings: [String] = []) {
        self.status = status
        self.heldBack = heldBack
        self.warnings = warnings
    }
}
