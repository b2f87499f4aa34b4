extension LoadBalancerOperation {
    /// The API call as a plan shows it: `PUT /v2.0/lbaas/pools/<id>/members`. What has no id yet is named in brackets.
    public var call: String {
        switch self {
        case .createLoadBalancer: "POST /v2.0/lbaas/loadbalancers"
        case .updateLoadBalancer(let id, _): "PUT /v2.0/lbaas/loadbalancers/\(id)"
        case .deleteLoadBalancer(let id, let cascade):
            "DELETE /v2.0/lbaas/loadbalancers/\(id)" + (cascade ? "?cascade=true" : "")
        case .createListener: "POST /v2.0/lbaas/listeners"
        case .updateListener(let id, _, _): "PUT /v2.0/lbaas/listeners/\(id)"
        case .deleteListener(let id, _): "DELETE /v2.0/lbaas/listeners/\(id)"
        case .createPool: "POST /v2.0/lbaas/pools"
        case .updatePool(let id, _, _): "PUT /v2.0/lbaas/pools/\(id)"
        case .deletePool(let id): "DELETE /v2.0/lbaas/pools/\(id)"
        case .setMembers(let pool, _, let additiveOnly):
            "PUT /v2.0/lbaas/pools/\(pool.pathSegment)/members" + (additiveOnly ? "?additive_only=true" : "")
        case .createMember(let pool, _): "POST /v2.0/lbaas/pools/\(pool.pathSegment)/members"
        case .deleteMember(let pool, let id): "DELETE /v2.0/lbaas/pools/\(pool.pathSegment)/members/\(id)"
        case .createMonitor: "POST /v2.0/lbaas/healthmonitors"
        case .updateMonitor(let id, _): "PUT /v2.0/lbaas/healthmonitors/\(id)"
        case .deleteMonitor(let id): "DELETE /v2.0/lbaas/healthmonitors/\(id)"
        case .createFloatingIP: "POST /v2.0/floatingips"
        case .attachFloatingIP(let id), .detachFloatingIP(let id): "PUT /v2.0/floatingips/\(id)"
        case .deleteFloatingIP(let id): "DELETE /v2.0/floatingips/\(id)"
        case .tagFloatingIP(let floatingIP, _): "PUT /v2.0/floatingips/\(floatingIP.pathSegment)/tags"
        }
    }
}

extension PoolReference {
    fileprivate var pathSegment: String {
        switch self {
        case .existing(let id): id
        case .planned(let key): "(pool of listener \(key))"
        }
    }
}

extension FloatingIPReference {
    fileprivate var pathSegment: String {
        switch self {
        case .existing(let id): id
        case .planned: "(floating ip)"
        }
    }
}
