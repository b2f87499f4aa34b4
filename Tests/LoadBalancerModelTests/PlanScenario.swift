import LoadBalancerModel
import Planning
import Testing

/// A wish against a cloud in which an earlier wish was carried out and something may have happened since.
struct PlanScenario: Sendable, CustomTestStringConvertible {
    var name: String
    var wanted: LoadBalancerSpec
    var earlier: LoadBalancerSpec?
    var capabilities = ProviderCapabilities()
    var removals = Planner.MemberRemovals.confirmed
    var meanwhile: @Sendable (inout Cloud) -> Void = { _ in }

    init(
        _ name: String,
        _ wanted: LoadBalancerSpec,
        after earlier: LoadBalancerSpec? = nil,
        capabilities: ProviderCapabilities = .init(),
        removals: Planner.MemberRemovals = .confirmed,
        meanwhile: @escaping @Sendable (inout Cloud) -> Void = { _ in }
    ) {
        self.name = name
        self.wanted = wanted
        self.earlier = earlier
        self.capabilities = capabilities
        self.removals = removals
        self.meanwhile = meanwhile
    }

    var testDescription: String { name }

    /// What is there when the wish is planned.
    var cloud: Cloud {
        var cloud = Cloud()
        if let earlier {
            let plan = Planner(capabilities: .init()).plan(earlier, against: .empty)
            cloud.apply(plan, on: earlier.identity)
        }
        meanwhile(&cloud)
        cloud.refreshReferences()
        return cloud
    }

    /// The plan that makes the wish true.
    var plan: LoadBalancerPlan {
        let observation = cloud.observation(for: wanted.identity)
        return Planner(capabilities: capabilities).plan(wanted, against: observation, removals: removals)
    }

    /// The plan that removes everything.
    var deletion: LoadBalancerPlan {
        Planner(capabilities: capabilities).planDeletion(
            of: wanted.identity,
            keepFloatingIP: wanted.keepFloatingIP,
            against: cloud.observation(for: wanted.identity)
        )
    }
}

extension LoadBalancerPlan {
    /// What a reader sees, and the calls in their order.
    var transcript: String {
        let calls = steps.map { "  \($0.call)\n" }.joined()
        return PlanText(color: false).render([self]) + (calls.isEmpty ? "" : "\nCalls:\n\(calls)")
    }
}

extension Cloud {
    /// Changes the first load balancer.
    mutating func edit(_ change: (inout ObservedLoadBalancer) -> Void) { change(&loadBalancers[0]) }

    /// Changes the first listener.
    mutating func editListener(_ change: (inout ObservedListener) -> Void) {
        change(&loadBalancers[0].listeners[0])
    }

    /// Changes the first pool.
    mutating func editPool(_ change: (inout ObservedPool) -> Void) { change(&loadBalancers[0].pools[0]) }

    /// Adds a listener that somebody made by hand.
    mutating func addListener(_ port: Int, _ proto: ListenerProtocol) {
        edit { $0.listeners.append(ObservedListener(id: "by-hand", name: "mine", proto: proto, port: port)) }
    }

    /// Adds a floating IP.
    mutating func addFloatingIP(
        _ address: String,
        port: String? = nil,
        description: String = "",
        tags: [String] = []
    ) {
        floatingIPs.append(
            ObservedFloatingIP(
                id: "fip-\(address)",
                address: address,
                networkID: "external",
                portID: port,
                description: description,
                tags: tags
            )
        )
    }
}
