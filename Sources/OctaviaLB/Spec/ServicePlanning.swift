import CloudProvider
import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import Planning

/// One Service on its way from manifest to plan: settings → spec → plan. Pure.
struct ServicePlanning: Sendable {
    let service: Service
    let identity: Identity
    let settings: ServiceSettings
    private let cluster: ClusterIdentity
    private let provider: String
    private let capabilities: ProviderCapabilities
    /// What `enable-ingress-hostname` makes host names with; `nil` if it is off.
    let hostnameSuffix: String?

    init(service: Service, config: CloudConfig, cluster: ClusterIdentity, capabilities: ProviderCapabilities) {
        self.service = service
        self.cluster = cluster
        self.capabilities = capabilities
        provider = config.loadBalancer.provider
        hostnameSuffix = config.loadBalancer.enableIngressHostname ? config.loadBalancer.ingressHostnameSuffix : nil
        identity = Identity(of: service.metadata, in: cluster)
        settings = ServiceSettings.read(service, config: config, capabilities: capabilities)
    }

    /// The plan that makes what is observed what the Service asks for.
    func plan(
        nodes: BackendSet?,
        facts: NetworkFacts,
        observed: LoadBalancerObservation,
        removals: LoadBalancerWish.Removals = .confirmed
    ) -> LoadBalancerPlan {
        let selected = nodes.map(selected(from:))
        var plan = Planner(capabilities: capabilities).plan(
            spec(selected: selected, facts: facts, observed: observed),
            against: observed,
            removals: removals == .confirmed ? .confirmed : .unconfirmed
        )
        plan.notes = settings.notes + inputNotes(facts, observed) + backendNotes(nodes, selected) + plan.notes
        // What was refused was planned with a default in its place: those steps are not what the user asked for.
        if plan.isBlocked { plan.steps = [] }
        return plan
    }

    /// The plan that leaves nothing of the Service.
    func planDeletion(observed: LoadBalancerObservation) -> LoadBalancerPlan {
        Planner(capabilities: capabilities).planDeletion(
            of: identity,
            keepFloatingIP: settings.keepFloatingIP,
            against: observed
        )
    }

    /// What the load balancer should be.
    ///
    /// - Parameter selected: The nodes that the Service selects, by name; `nil` when they are not known.
    func spec(selected: [Backend]?, facts: NetworkFacts, observed: LoadBalancerObservation) -> LoadBalancerSpec {
        let builder = SpecBuilder(
            service: service,
            settings: settings,
            facts: facts,
            identity: identity,
            provider: provider,
            clusterName: cluster.name,
            capabilities: capabilities
        )
        var spec = builder.spec(selected: selected)
        // Neutron has no floating IPs for IPv6: such a VIP is reached directly.
        if observed.loadBalancer.value?.vipAddress.contains(":") == true { spec.floatingIP = nil }
        return spec
    }

    /// What stands between the Service as given and a plan that can be applied.
    private func inputNotes(_ facts: NetworkFacts, _ observed: LoadBalancerObservation) -> [Note] {
        var notes: [Note] = []
        if settings.wantsFloatingIP, facts.floatingNetworkID == nil {
            notes.append(
                Note(
                    .warning,
                    "no-external-network",
                    "there is no external network with IPv4, so the load balancer gets no floating IP; "
                        + "set floating-network-id in cloud.conf or on the Service"
                )
            )
        }
        if let asked = settings.loadBalancerID, asked != observed.loadBalancer.value?.id {
            notes.append(
                Note(
                    .blocked,
                    "load-balancer-id",
                    "annotation \(Annotations.loadBalancerID.facts.key) names \(asked), which is not proven to be this "
                        + "Service's load balancer; remove the annotation, or give the load balancer's tags back"
                )
            )
        }
        return notes
    }

    /// Nodes that can't become members; with none that can, the load balancer would serve nobody.
    private func backendNotes(_ nodes: BackendSet?, _ selected: [Backend]?) -> [Note] {
        guard let nodes, let selected else { return [] }
        let family = settings.family?.rawValue ?? "IP"
        guard !nodes.backends.isEmpty else { return [Self.unusable("no node takes part in load balancing")] }
        guard !selected.isEmpty else {
            return [
                Note(
                    .warning,
                    "no-selected-node",
                    "no node has the labels \(settings.nodeSelector.text) that node-selector asks for, so the load balancer "
                        + "has no members; check the nodes' labels, and annotation "
                        + "\(Annotations.nodeSelector.facts.key) or cloud.conf"
                )
            ]
        }
        let addressless = selected.filter { $0.address(settings.family) == nil }
        guard addressless.count < selected.count else {
            return [Self.unusable("none of the \(selected.count) nodes has an \(family) address")]
        }
        return addressless.map { node in
            Note(.warning, "node-without-address", "node \(node.name) has no \(family) address, so it is no member")
        }
    }

    private static func unusable(_ reason: String) -> Note {
        Note(.blocked, "no-usable-node", "\(reason): the load balancer would have no members; check the nodes")
    }
}

extension ServicePlanning {
    /// The nodes whose labels are those that the Service asks for.
    func selected(from nodes: BackendSet) -> [Backend] {
        let (selector, backends) = (settings.nodeSelector, nodes.backends)
        guard !selector.isEmpty else { return backends }
        // By index: copying thousands of nodes takes longer than looking at them.
        return backends.indices.filter { selector.selects(backends[$0].labels) }.map { backends[$0] }
    }
}
