public import KeystoneAuth

extension OpenStackSession {
    /// Sends a change to a settled load balancer. The proof is used up, also by a failure: look again before the next one.
    public func send<Response>(
        _ mutation: Mutation<Response>,
        to loadBalancer: consuming Settled
    ) async throws(OpenStackError) -> Pending<Response> {
        let settlement = Settlement(after: loadBalancer)
        return Pending(response: try await send(mutation.request), settlement: settlement)
    }

    /// Sends a deletion to a settled load balancer; an object that is already gone (404) is a success.
    public func deleteIfPresent(
        _ mutation: Mutation<Void>,
        from loadBalancer: consuming Settled
    ) async throws(OpenStackError) -> Pending<Void> {
        let settlement = Settlement(after: loadBalancer)
        try await deleteIfPresent(mutation.request)
        return Pending(response: (), settlement: settlement)
    }

    /// Deletes a load balancer; one that is already gone (404) is a success. It is gone once a look at it finds nothing.
    ///
    /// `cascade` takes its children with it; without, Octavia refuses (400) while there are any.
    public func delete(_ loadBalancer: consuming Deletable, cascade: Bool) async throws(OpenStackError) {
        try await deleteIfPresent(LoadBalancer.delete(loadBalancer.loadBalancer, cascade: cascade))
    }

    /// Looks at one load balancer; `nil` if there is none of that id, or only a deleted one.
    public func look(at id: LoadBalancerID) async throws(OpenStackError) -> LoadBalancerStamp? {
        guard let stamp = try await sendIfPresent(LoadBalancerStamp.get(id)) else { return nil }
        return stamp.provisioningStatus == .deleted ? nil : stamp
    }
}
