import LoadBalancerModel

/// The observed load balancer of a Service, as a tree for people.
struct LoadBalancerTree {
    /// A line and what hangs below it.
    private struct Branch {
        var text: String
        var children: [Branch] = []
    }

    private let root: Branch

    /// The tree of what was observed.
    init(subject: String, _ observation: LoadBalancerObservation) {
        var children = observation.conflicts.map {
            Branch(text: "conflict: \($0.kind) \($0.name) (\($0.id)): \($0.reason)")
        }
        switch observation.loadBalancer {
        case .absent: children.append(Branch(text: "no load balancer"))
        case .unknown(let reason): children.append(Branch(text: "unknown: \(reason)"))
        case .present(let loadBalancer): children.append(Self.branch(loadBalancer, observation.floatingIPs))
        }
        root = Branch(text: subject, children: children)
    }

    /// The lines of the tree.
    var lines: [String] { Self.draw(root.children, below: "", after: [root.text]) }

    private static func draw(_ branches: [Branch], below indent: String, after head: [String]) -> [String] {
        branches.enumerated().reduce(into: head) { lines, item in
            let isLast = item.offset == branches.count - 1
            lines.append(indent + (isLast ? "└─ " : "├─ ") + item.element.text)
            lines += draw(item.element.children, below: indent + (isLast ? "   " : "│  "), after: [])
        }
    }

    private static func branch(_ loadBalancer: ObservedLoadBalancer, _ floatingIPs: [ObservedFloatingIP]) -> Branch {
        let state = "\(loadBalancer.provisioning.rawValue)/\(loadBalancer.operating)"
        let attached = floatingIPs.filter { $0.portID != nil && $0.portID == loadBalancer.vipPortID }
        let addresses =
            [Branch(text: "address \(loadBalancer.vipAddress)")]
            + attached.map { Branch(text: "floating ip \($0.address)  \($0.id)") }
        let served = Set(loadBalancer.listeners.compactMap(\.defaultPoolID))
        let listeners = loadBalancer.listeners.sorted { $0.key < $1.key }.map { listener in
            Branch(
                text: "listener \(listener.proto.rawValue)/\(listener.port)  \(Self.state(listener))  \(listener.id)",
                children: loadBalancer.pools.filter { $0.id == listener.defaultPoolID }.map(branch)
            )
        }
        let loose = loadBalancer.pools.filter { !served.contains($0.id) }.map(branch)
        return Branch(
            text: "load balancer \(loadBalancer.name)  \(state)  \(loadBalancer.id)",
            children: addresses + listeners + loose
        )
    }

    private static func branch(_ pool: ObservedPool) -> Branch {
        let monitor = pool.monitor.map { monitor in
            Branch(
                text: "health monitor \(monitor.spec.type) every \(monitor.spec.delay) s  "
                    + "\(monitor.provisioning.rawValue)  \(monitor.id)"
            )
        }
        let members = pool.members.sorted { ($0.spec.address, $0.spec.port) < ($1.spec.address, $1.spec.port) }
        return Branch(
            text: "pool \(pool.proto) \(pool.algorithm)  \(pool.provisioning.rawValue)/\(pool.operating)  \(pool.id)",
            children: [monitor].compactMap(\.self)
                + members.map { member in
                    Branch(
                        text: "member \(member.spec.address):\(member.spec.port) (\(member.spec.name))  "
                            + "\(member.provisioning.rawValue)/\(member.operating)"
                    )
                }
        )
    }

    private static func state(_ listener: ObservedListener) -> String {
        "\(listener.provisioning.rawValue)/\(listener.operating)"
    }
}
