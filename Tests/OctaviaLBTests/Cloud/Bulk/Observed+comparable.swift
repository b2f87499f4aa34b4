import LoadBalancerModel

extension ObservedLoadBalancer {
    /// What matters for a plan, in an order of its own.
    var comparable: Self {
        var copy = self
        copy.operating = ""
        copy.tags.sort()
        copy.listeners = listeners.map { listener in
            var listener = listener
            listener.operating = ""
            listener.tags.sort()
            return listener
        }.sorted { $0.key < $1.key }
        copy.pools = pools.map(\.comparable).sorted { $0.name < $1.name }
        return copy
    }
}

extension ObservedPool {
    /// What matters for a plan, in an order of its own.
    var comparable: Self {
        var copy = self
        copy.operating = ""
        copy.tags.sort()
        copy.monitor?.tags.sort()
        copy.members = members.map { member in
            var member = member
            member.operating = ""
            return member
        }.sorted { $0.spec.address < $1.spec.address }
        return copy
    }

    /// Where its members are.
    var places: String {
        members.map { "\($0.spec.address):\($0.spec.port)" }.sorted().joined(separator: " ")
    }
}
