import Kubernetes

extension ServicePlanning {
    /// What the Service's status says of a load balancer: its host name if it has one, else its address.
    ///
    /// `ipMode: Proxy` tells kube-proxy not to short-cut traffic past a load balancer that adds a PROXY header
    /// (Kubernetes API reference, LoadBalancerIngress.ipMode).
    func status(_ applied: AppliedLoadBalancer) -> LoadBalancerStatus {
        guard let address = applied.address else { return LoadBalancerStatus() }
        if let hostname = settings.hostname {
            return LoadBalancerStatus(ingress: [LoadBalancerIngress(hostname: hostname)])
        }
        if settings.speaksProxy, let suffix = hostnameSuffix {
            return LoadBalancerStatus(ingress: [LoadBalancerIngress(hostname: "\(address).\(suffix)")])
        }
        let mode: IngressIPMode = settings.speaksProxy ? .proxy : .vip
        return LoadBalancerStatus(ingress: [LoadBalancerIngress(ip: address, ipMode: mode)])
    }
}
