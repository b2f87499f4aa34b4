import Kubernetes

/// Why a pass over a Service ended early.
struct ServiceFailure: Error, CustomStringConvertible {
    /// What was tried. The texts are cloud-provider's.
    enum Attempt: Sendable, Hashable {
        case addFinalizer, ensure, publish, delete, removeFinalizer, plan
        case update(nodes: [String])
    }

    let attempt: Attempt
    let cause: any Error

    init(_ attempt: Attempt, _ cause: any Error) {
        self.attempt = attempt
        self.cause = cause
    }

    /// What was tried, and why it failed.
    var description: String {
        switch attempt {
        case .addFinalizer: "failed to add load balancer cleanup finalizer: \(cause)"
        case .ensure: "failed to ensure load balancer: \(cause)"
        case .publish: "failed to update load balancer status: \(cause)"
        case .delete: "failed to delete load balancer: \(cause)"
        case .removeFinalizer: "failed to remove load balancer cleanup finalizer: \(cause)"
        case .plan: "failed to plan: \(cause)"
        case .update: "\(cause)"
        }
    }

    /// What kind of failure it is, safe as a metric label.
    var code: String {
        switch cause {
        case let failure as any CloudFailure: failure.failureCode
        case let failure as KubernetesError: "kubernetes_\(failure.code.rawValue)"
        default: "other"
        }
    }

    var retryAfter: Duration? { (cause as? any CloudFailure)?.retryAfter }

    /// Nothing is wrong with the Service: we must not write any more, or were told to stop.
    var isInterruption: Bool {
        switch cause {
        case is LeadershipLost, is CancellationError: true
        case let failure as any CloudFailure: failure.isInterruption
        case let failure as KubernetesError: failure.code == .cancelled
        default: false
        }
    }
}

/// Leadership ended before a write.
struct LeadershipLost: Error {}
