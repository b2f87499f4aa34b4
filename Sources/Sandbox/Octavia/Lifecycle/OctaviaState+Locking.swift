import OrderedCollections

extension OctaviaState {
    /// Refuses changes to children of a load balancer that is not ACTIVE.
    func requireMutable(_ loadBalancer: String) throws(OctaviaFault) {
        guard loadBalancers[loadBalancer]?.provisioningStatus == .active else {
            throw .immutable(ResourceKind.loadBalancer.title, loadBalancer)
        }
    }

    /// Refuses changes below a pool that is not ACTIVE, e.g. in ERROR.
    func requireMutable(_ pool: Pool) throws(OctaviaFault) {
        guard pool.provisioningStatus == .active else { throw .immutable("Pool", pool.id) }
        try requireMutable(pool.loadBalancer)
    }

    /// Refuses changes to a load balancer itself in a state other than the ones named.
    func require(_ loadBalancer: LoadBalancer, in states: ProvisioningStatus...) throws(OctaviaFault) {
        guard states.contains(loadBalancer.provisioningStatus) else {
            throw .invalidState(loadBalancer.provisioningStatus, loadBalancer.id)
        }
    }

    /// Refuses what exceeds the project's quota.
    func requireQuota(_ kind: ResourceKind, _ count: Int = 1, project: String) throws(OctaviaFault) {
        let limit = quota(of: kind, project: project)
        let used = usage[project]?[kind] ?? 0
        guard limit < 0 || used + count <= limit else { throw .quotaMet(kind.title) }
    }
}
