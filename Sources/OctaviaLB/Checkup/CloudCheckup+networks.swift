import KeystoneAuth
import OpenStackAPI

extension CloudCheckup {
    /// Whether the networks that cloud.conf names exist, and what is taken where it names none.
    func networks(_ config: CloudConfig.LoadBalancer) async -> [Finding] {
        var findings: [Finding] = []
        for (key, id) in [("subnet-id", config.subnetID), ("member-subnet-id", config.memberSubnetID)] {
            guard let id = id?.nonEmpty else { continue }
            findings.append(await ask(key) { try await subnet(key, id) })
        }
        if let id = config.networkID?.nonEmpty {
            findings.append(await ask("network-id") { try await network("network-id", id, external: false) })
        }
        if config.subnetID?.nonEmpty == nil, config.networkID?.nonEmpty == nil {
            let text = "neither subnet-id nor network-id is set: the subnet of the nodes' ports is used"
            findings.append(Finding(verdict: .ok, topic: "subnet-id", text: text))
        }
        findings.append(await ask("floating-network-id") { try await floatingNetwork(config) })
        return findings
    }

    private func subnet(_ key: String, _ id: String) async throws -> Finding {
        guard let subnet = try await session.sendIfPresent(Subnet.get(ID(id))) else {
            return Finding(verdict: .problem, topic: key, text: "there is no subnet \(id) that this project can see")
        }
        return Finding(verdict: .ok, topic: key, text: "\(subnet.name) (\(subnet.cidr))")
    }

    private func network(_ key: String, _ id: String, external: Bool) async throws -> Finding {
        guard let network = try await session.sendIfPresent(Network.get(ID(id))) else {
            return Finding(verdict: .problem, topic: key, text: "there is no network \(id) that this project can see")
        }
        guard !external || network.isExternal == true else {
            return Finding(verdict: .problem, topic: key, text: "network \(network.name) is not external")
        }
        return Finding(verdict: .ok, topic: key, text: network.name)
    }

    private func floatingNetwork(_ config: CloudConfig.LoadBalancer) async throws -> Finding {
        let key = "floating-network-id"
        if let id = config.floatingNetworkID?.nonEmpty { return try await network(key, id, external: true) }
        let names = try await session.list(Network.list(.external)).map(\.name).sorted()
        return names.isEmpty
            ? Finding(verdict: .warning, topic: key, text: "there is no external network: Services get no floating IP")
            : Finding(verdict: .ok, topic: key, text: "not set: looked for among \(names.joined(separator: ", "))")
    }
}

extension CloudCheckup {
    /// How many load balancers the project may still have. Octavia tells limits only; what is used is counted.
    func loadBalancerQuota() async -> Finding {
        await ask("load balancer quota") {
            let topic = "load balancer quota"
            let project = try await session.projectID()
            let used = try await session.list(LoadBalancer.list()).count
            guard let limit = try await session.send(LoadBalancerQuota.get(project: project)).loadBalancers, limit >= 0
            else { return Finding(verdict: .ok, topic: topic, text: "\(used) used, no limit") }
            return Self.quota(topic, used: used, limit: limit)
        }
    }

    /// How many floating IPs the project may still have.
    func floatingIPQuota() async -> Finding {
        await ask("floating ip quota") {
            let topic = "floating ip quota"
            let project = try await session.projectID()
            guard let usage = try await session.send(NetworkQuota.get(project: project)).floatingIPs else {
                return Finding(verdict: .ok, topic: topic, text: "the cloud does not say")
            }
            guard usage.limit >= 0 else {
                return Finding(verdict: .ok, topic: topic, text: "\(usage.used) used, no limit")
            }
            return Self.quota(topic, used: usage.used, limit: usage.limit)
        }
    }

    private static func quota(_ topic: String, used: Int, limit: Int) -> Finding {
        let text = "\(used) of \(limit) used"
        return used >= limit
            ? Finding(
                verdict: .problem,
                topic: topic,
                text: "\(text): nothing more can be created; ask for a higher quota"
            )
            : Finding(verdict: used * 10 >= limit * 9 ? .warning : .ok, topic: topic, text: text)
    }
}
