public import Kubernetes

/// Which Services get a load balancer from us, and which changes of a Service concern it (cloud-provider
/// controllers/service, `wantsLoadBalancer`, `needsCleanup`, `needsUpdate`). Pure.
///
/// Guarantees: a Service of another implementation's class is left alone, also its deletion: whoever serves the class may
/// use the same finalizer. A Service is cleaned up only while it has our finalizer.
public struct ServiceRules: Sendable, Hashable {
    /// The finalizer that keeps a Service until its load balancer is gone (cloud-provider service/helpers).
    public static let finalizer = "service.kubernetes.io/load-balancer-cleanup"

    /// The class that is ours beside, or instead of, no class at all; `nil` for none.
    public var loadBalancerClass: String?
    /// Whether Services without a class are ours.
    public var servesDefaultClass: Bool

    /// Creates rules; without arguments, those of a cluster's default implementation.
    public init(loadBalancerClass: String? = nil, servesDefaultClass: Bool = true) {
        self.loadBalancerClass = loadBalancerClass
        self.servesDefaultClass = servesDefaultClass
    }

    /// What a Service needs from us.
    public enum Need: Sendable, Hashable {
        /// A load balancer.
        case served
        /// That its load balancer goes, and then our finalizer.
        case released
        /// Nothing: it is not ours, or not ours any more.
        case nothing
    }

    /// Whether the Service wants a load balancer from us.
    public func wants(_ service: Service) -> Bool {
        service.spec.type == .loadBalancer && isOurClass(service)
    }

    /// Whether the Service had a load balancer from us that has to go.
    ///
    /// The API server clears the class together with the type, so the class of a Service that is no load balancer any more
    /// is not known.
    public func needsCleanup(_ service: Service) -> Bool {
        guard service.hasFinalizer else { return false }
        guard service.spec.type == .loadBalancer else { return true }
        return service.isBeingDeleted && isOurClass(service)
    }

    /// What the Service needs.
    ///
    /// - Parameter wasServed: Whether this process served it before: a Service that then went over to another class is
    ///   released.
    public func need(of service: Service, wasServed: Bool) -> Need {
        if needsCleanup(service) { return .released }
        if wants(service) {
            // The API server takes no new finalizer on an object that goes, and without one nothing may be made.
            return service.isBeingDeleted ? .nothing : .served
        }
        return wasServed && service.hasFinalizer ? .released : .nothing
    }

    /// The first difference that concerns the load balancer; `nil` if there is none.
    ///
    /// Labels, status, selector, finalizers and versions do not; nor does anything on a Service that is not ours.
    public func difference(_ old: Service, _ new: Service) -> ServiceDifference? {
        guard wants(old) || wants(new) else { return nil }
        let (before, after) = (old.spec, new.spec)
        let comparisons: [(ServiceDifference, isSame: Bool)] = [
            (.wanted, wants(old) == wants(new)),
            (.sourceRanges, before.loadBalancerSourceRanges == after.loadBalancerSourceRanges),
            (.ports, before.ports == after.ports),
            (.sessionAffinity, before.sessionAffinity == after.sessionAffinity),
            (.sessionAffinityConfig, before.sessionAffinityConfig == after.sessionAffinityConfig),
            (.loadBalancerIP, before.loadBalancerIP == after.loadBalancerIP),
            (.externalIPs, before.externalIPs == after.externalIPs),
            (.annotations, old.metadata.annotations == new.metadata.annotations),
            (.uid, old.metadata.uid == new.metadata.uid),
            (.externalTrafficPolicy, before.externalTrafficPolicy == after.externalTrafficPolicy),
            (.healthCheckNodePort, before.healthCheckNodePort == after.healthCheckNodePort),
            (.ipFamilies, before.ipFamilies.count == after.ipFamilies.count),
        ]
        return comparisons.first { !$0.isSame }?.0
    }

    /// Whether a Service that is new to us needs a pass.
    public func concerns(_ added: Service) -> Bool { wants(added) || needsCleanup(added) }

    /// Whether a change of a Service needs a pass.
    ///
    /// What we write ourselves, a condition for example, must not: a failing cleanup would lose its backoff.
    public func concerns(_ old: Service, _ new: Service) -> Bool {
        if difference(old, new) != nil { return true }
        return needsCleanup(new) && (!needsCleanup(old) || old.metadata.annotations != new.metadata.annotations)
    }

    private func isOurClass(_ service: Service) -> Bool {
        guard let wanted = service.spec.loadBalancerClass else { return servesDefaultClass }
        return wanted == loadBalancerClass
    }
}

extension Service {
    /// Whether our finalizer keeps it.
    var hasFinalizer: Bool { metadata.finalizers.contains(ServiceRules.finalizer) }
    /// Whether nobody has worked on it: it has neither our finalizer nor an address.
    public var isUntouched: Bool { !hasFinalizer && status.loadBalancer.ingress.isEmpty }
    /// Whether somebody asked for its deletion.
    var isBeingDeleted: Bool { metadata.deletionTimestamp != nil }
}
