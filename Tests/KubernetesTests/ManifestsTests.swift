import Kubernetes
import Testing
import YAML

@Suite("Manifest files become Services and Nodes")
struct ManifestsTests {
    @Test("a short Service gets what the API server would add")
    func defaults() throws {
        let service = try only(
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              annotations: {"loadbalancer.openstack.org/listener-protocol": "HTTP", empty: }
            spec:
              type: LoadBalancer
              ports:
                - name: http
                  port: 80
                  targetPort: 8080
                - {name: dns, port: 53, protocol: UDP, targetPort: dns}
                - {name: tls, port: 443}
              selector: {app: web}
            """
        )
        let expected = Service(
            metadata: ObjectMeta(
                name: "web",
                namespace: "default",
                annotations: ["loadbalancer.openstack.org/listener-protocol": "HTTP", "empty": ""]
            ),
            spec: ServiceSpec(
                type: .loadBalancer,
                ports: [
                    ServicePort(name: "http", port: 80, targetPort: .int(8080)),
                    ServicePort(name: "dns", protocol: .udp, port: 53, targetPort: .string("dns")),
                    ServicePort(name: "tls", port: 443, targetPort: .int(443)),
                ],
                selector: ["app": "web"],
                sessionAffinity: .none,
                externalTrafficPolicy: .cluster,
                internalTrafficPolicy: .cluster,
                ipFamilies: [.ipv4],
                ipFamilyPolicy: .singleStack,
                allocateLoadBalancerNodePorts: true
            )
        )
        #expect(service == expected)
    }

    @Test(
        "client-IP affinity lasts three hours unless it is set",
        arguments: [
            ("", nil), ("sessionAffinity: ClientIP", 10800),
            ("sessionAffinity: ClientIP\nsessionAffinityConfig: {clientIP: {timeoutSeconds: 5}}", 5),
        ] as [(String, Int?)]
    )
    func affinity(fields: String, seconds: Int?) throws {
        #expect(try spec(fields).sessionAffinityConfig?.clientIP?.timeoutSeconds == seconds)
    }

    @Test(
        "IP families follow what is written",
        arguments: [
            ("", [.ipv4]), ("ipFamilies: [IPv6]", [.ipv6]), ("ipFamilyPolicy: RequireDualStack", [.ipv4, .ipv6]),
            ("ipFamilyPolicy: PreferDualStack", [.ipv4]), ("clusterIP: 'fd00::1'", [.ipv6]),
            ("clusterIPs: ['fd00::1', 10.0.0.1]", [.ipv6, .ipv4]),
            ("ipFamilies: [IPv6]\nipFamilyPolicy: RequireDualStack", [.ipv6, .ipv4]),
        ] as [(String, [IPFamily])]
    )
    func families(fields: String, expected: [IPFamily]) throws {
        #expect(try spec(fields).ipFamilies == expected)
    }

    @Test("documents, lists in lists, typed lists and JSON are all read; the rest is listed")
    func shapes() throws {
        let manifests = Manifests.read(files: [
            (
                "a.yaml",
                Array(
                    """
                    # nothing in the first document
                    ---
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: web}
                    ---
                    apiVersion: v1
                    kind: List
                    items:
                    - {apiVersion: v1, kind: Service, metadata: {name: one}, spec: {ports: [{port: 1}]}}
                    - apiVersion: v1
                      kind: List
                      items:
                      - {apiVersion: v1, kind: Node, metadata: {name: n1.example.org}}
                    - {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {on: off}}
                    ---
                    {apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: other}}
                    """.utf8
                )
            ),
            (
                "b.json",
                Array(
                    #"{"kind":"NodeList","apiVersion":"v1","items":[{"metadata":{"name":"n2"}},{"metadata":{"name":"n3"}}]}"#
                        .utf8
                )
            ),
            ("c.yaml", Array("apiVersion: v1\nkind: ServiceList\nitems: null\n".utf8)),
            ("d.yaml", []),
        ])
        #expect(manifests.problems == [])
        #expect(manifests.services.map(\.value.metadata.name) == ["one"])
        #expect(manifests.services.map(\.line) == [10])
        #expect(manifests.services.first?.line(of: ["spec", "ports", 0, "port"]) == 10)
        #expect(manifests.nodes.map(\.value.metadata.name) == ["n1.example.org", "n2", "n3"])
        #expect(
            manifests.ignored.map { "\($0.apiVersion) \($0.kind) \($0.name) \($0.file):\($0.line)" } == [
                "apps/v1 Deployment web a.yaml:3", "v1 ConfigMap settings a.yaml:15",
                "serving.knative.dev/v1 Service other a.yaml:17",
            ]
        )
    }

    @Test("a node keeps what occm uses")
    func nodes() throws {
        let manifests = Manifests.read(files: [
            (
                "n",
                Array(
                    """
                    apiVersion: v1
                    kind: Node
                    metadata: {name: n1, labels: {a: b}, managedFields: [{manager: kubelet}]}
                    spec: {providerID: "openstack:///1", podCIDRs: [10.1.0.0/24], taints: [{key: k, effect: NoSchedule}]}
                    status:
                      addresses: [{type: InternalIP, address: 10.0.0.1}, {type: New, address: x}]
                      conditions: [{type: Ready, status: "True"}]
                      images: [{names: [big], sizeBytes: 1}]
                    """.utf8
                )
            )
        ])
        let expected = Node(
            metadata: ObjectMeta(name: "n1", labels: ["a": "b"]),
            spec: Node.Spec(
                providerID: "openstack:///1",
                taints: [Taint(key: "k", effect: "NoSchedule")],
                podCIDRs: ["10.1.0.0/24"]
            ),
            status: Node.Status(
                addresses: [
                    NodeAddress(type: .internalIP, address: "10.0.0.1"),
                    NodeAddress(type: NodeAddress.Kind(rawValue: "New"), address: "x"),
                ],
                conditions: [NodeCondition(type: "Ready", status: "True")]
            )
        )
        #expect(manifests.nodes.map(\.value) == [expected])
    }

    private func spec(_ fields: String) throws -> ServiceSpec {
        let manifest = serviceManifest(fields)
        return try only(manifest).spec
    }

    private func only(_ yaml: String) throws -> Service {
        let manifests = Manifests.read(files: [("f", Array(yaml.utf8))])
        #expect(manifests.problems == [])
        return try #require(manifests.services.first).value
    }
}

/// A LoadBalancer Service with one port and these further fields of its spec.
func serviceManifest(_ fields: String) -> String {
    let lines = fields.split(separator: "\n").map { "  \($0)\n" }.joined()
    return
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: LoadBalancer\n  ports: [{port: 80}]\n\(lines)"
}
