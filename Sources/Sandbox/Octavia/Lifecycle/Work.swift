/// A change that is PENDING, or how it will end.
struct Work: Sendable {
    /// What is done to a resource.
    enum Verb: Sendable, Hashable {
        case create, update, delete

        /// The state while it is being done.
        var pending: ProvisioningStatus {
            switch self {
            case .create: .pendingCreate
            case .update: .pendingUpdate
            case .delete: .pendingDelete
            }
        }
    }

    /// A resource and what is done to it.
    struct Subject: Sendable, Hashable {
        let verb: Verb
        let reference: Reference
    }

    /// The load balancer that is locked meanwhile.
    let loadBalancer: String
    /// What the request was about.
    let subjects: [Subject]
    /// What is reconfigured along with it.
    let bystanders: [Reference]
    /// How it ends.
    let outcome: Outcome
    /// When it ends.
    let due: Instant
}

/// How a change ends.
enum Outcome: Sendable, Hashable {
    /// Everything becomes ACTIVE, or is gone.
    case success
    /// What the request was about becomes ERROR; a load balancer around it becomes ACTIVE.
    case error
    /// The load balancer becomes ERROR, and so does what the request was about.
    case loadBalancerError
    /// The load balancer becomes ACTIVE, what the request was about stays PENDING.
    case childLeftPending
}
