import LoadBalancerModel

/// A load balancer as it was read, and how far that can be relied on. Pure.
struct KeptLoadBalancer: Sendable, Hashable {
    /// How much of it was read.
    enum Depth: Sendable, Hashable {
        /// The load balancer itself.
        case head
        /// Also its listeners, pools and monitors; of these pools the members are to be read.
        case children(withMembers: Set<String>)
        /// Everything, members at least in outline.
        case whole
    }

    /// What has to be read before it can be relied on.
    enum Reading: Sendable, Hashable {
        case nothing
        /// Its status tree, which has the members' addresses.
        case tree
        /// Itself and all its children.
        case whole
    }

    /// One look at its stamp.
    struct Sighting: Sendable, Hashable {
        var status: ProvisioningState
        var stamp: String?
        var at: Duration
    }

    /// What was read, as bytes: there may be thousands, and each is seldom looked at.
    private var packed: [UInt8]
    /// How much was read.
    var depth: Depth
    /// Since when the stamp is as it is; `nil` where our own change made it so.
    var seenSince: Duration?
    /// When it was written here.
    var keptAt: Duration

    init(observed: ObservedLoadBalancer, depth: Depth, seenSince: Duration?, keptAt: Duration) {
        packed = observed.packed()
        self.depth = depth
        self.seenSince = seenSince
        self.keptAt = keptAt
    }

    /// What was read. Takes microseconds to look at and to change.
    var observed: ObservedLoadBalancer {
        get {
            var unpacker = Unpacker(packed)
            return unpacker.next()
        }
        set { packed = newValue.packed() }
    }

    /// Stamps are whole seconds: two changes in one second have the same. One that still stands this long after it was first
    /// seen hides none.
    static let stampResolution = Duration.seconds(2)

    /// Whether it is only known from listings, which everybody shares.
    var isListed: Bool { if case .children = depth { true } else { false } }

    /// What has to be read, now that its stamp was seen.
    func reading(given sighting: Sighting) -> Reading {
        let observed = observed
        guard sighting.status == .active, observed.provisioning == .active, sighting.stamp == observed.stamp else {
            return .whole
        }
        switch depth {
        case .head: return .whole
        case .children: return .tree
        case .whole:
            guard let seenSince, sighting.at - seenSince < Self.stampResolution else { return .nothing }
            return .whole
        }
    }
}

extension ObservedLoadBalancer {
    /// The load balancer as bytes, without room for more.
    fileprivate func packed() -> [UInt8] {
        var packer = Packer()
        packer.add(self)
        return packer.bytes.withUnsafeBufferPointer { Array($0) }
    }
}
