public import Kubernetes

extension Service {
    /// Whether a user asked that the load balancer stays as it is (`loadbalancer.openstack.org/paused`).
    public var isPaused: Bool {
        let annotation = Annotations.paused
        return metadata.annotations[annotation.facts.key].flatMap(annotation.type.parse) ?? false
    }
}
