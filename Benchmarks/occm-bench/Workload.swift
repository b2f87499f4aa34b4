/// A Service and its cluster's nodes, as the manifests that a user would write.
struct Workload {
    /// How many ports the Service has.
    var ports: Int
    /// How many nodes serve them.
    var nodes: Int

    /// `10 ports, 100 nodes`.
    var title: String { "\(ports) port\(ports == 1 ? "" : "s"), \(nodes) nodes" }

    /// The same Service with one node more.
    var grown: Workload { Workload(ports: ports, nodes: nodes + 1) }

    /// The Service.
    var serviceManifest: String {
        let ports = (1...ports).map { "    - {name: port-\($0), port: \(8000 + $0), nodePort: \(30_000 + $0)}\n" }
        return """
            apiVersion: v1
            kind: Service
            metadata:
              name: bench
              uid: 0b5e2d1c-2f43-4d43-9c0a-6f5b7c1f3a11
            spec:
              type: LoadBalancer
              ports:

            """ + ports.joined()
    }

    /// The nodes, on a network of 10.10.0.0/16.
    var nodesManifest: String {
        "apiVersion: v1\nkind: NodeList\nitems:\n"
            + (1...nodes).map { number in
                """
                  - metadata: {name: node-\(number)}
                    status:
                      addresses:
                        - {type: InternalIP, address: 10.10.\(100 + number / 250).\(1 + number % 250)}

                """
            }.joined()
    }
}
