import OrderedCollections

/// The files that tell a client about a sandbox.
extension Sandbox {
    /// A cloud.conf for a user.
    public func cloudConfig(for user: SandboxUser = .k8s) -> String {
        """
        [Global]
        auth-url=\(authURL)
        region=RegionOne
        username=\(user.name)
        password=\(SandboxUser.password)
        tenant-name=\(user.project)
        domain-name=Default

        [LoadBalancer]
        enabled=true
        lb-provider=amphora
        subnet-id=\(facts.subnetID)
        network-id=\(facts.networkID)
        floating-network-id=\(facts.floatingNetworkID)
        create-monitor=true

        [Route]
        router-id=\(facts.routerID)

        """
    }

    /// A clouds.yaml with every user, named as `SandboxUser` is.
    public var cloudsYAML: String {
        "clouds:\n" + SandboxUser.allCases.map(cloudEntry).joined()
    }

    private func cloudEntry(_ user: SandboxUser) -> String {
        """
          \(user.rawValue):
            region_name: RegionOne
            identity_api_version: 3
            auth:
              auth_url: \(authURL)
              username: \(user.name)
              password: \(SandboxUser.password)
              project_name: \(user.project)
              user_domain_name: Default
              project_domain_name: Default

        """
    }

    /// The nodes as Kubernetes would have them, for `occm plan --nodes`.
    public var nodesYAML: String {
        servers.map(Self.node).joined(separator: "---\n")
    }

    /// All servers as Nova shows them, page by page, the oldest first.
    var servers: [JSONValue] {
        var (found, marker): ([JSONValue], String) = ([], "")
        while true {
            let page = call("GET", "/compute/v2.1/servers/detail\(marker)").body
            found += page?["servers"]?.arrayValue ?? []
            guard page?["servers_links"] != nil, let last = found.last?["id"]?.stringValue else {
                return found.reversed()
            }
            marker = "?marker=\(last)"
        }
    }

    private static func node(_ server: JSONValue) -> String {
        let name = server["name"]?.stringValue ?? ""
        let networks = server["addresses"]?.objectValue ?? [:]
        let addresses = networks.values.flatMap { $0.arrayValue ?? [] }.compactMap { $0["addr"]?.stringValue }
        let lines = addresses.map { "    - type: InternalIP\n      address: \"\($0)\"\n" }.joined()
        return """
            apiVersion: v1
            kind: Node
            metadata:
              name: \(name)
            spec:
              providerID: openstack:///\(server["id"]?.stringValue ?? "")
            status:
              addresses:
            \(lines)    - type: Hostname
                  address: \(name)
              conditions:
                - type: Ready
                  status: "True"

            """
    }
}
