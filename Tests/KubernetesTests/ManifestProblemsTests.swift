import Kubernetes
import Testing

@Suite("What the API server would refuse is reported, all at once")
struct ManifestProblemsTests {
    @Test("every problem of every file, with line, column and field")
    func everything() {
        let manifests = Manifests.read(files: [
            (
                "a.yaml",
                Array(
                    """
                    apiVersion: v1
                    kind: Service
                    metadata:
                      name: Web_1
                      annotations:
                        enabled: yes
                    spec:
                      type: LoadBalance
                      ports:
                      - port: 70000
                        targetPort: web_port
                        nodePort: -1
                      - name: a
                        port: "80"
                        protocol: tcp
                      - name: a
                        targetPort: 0.5
                    """.utf8
                )
            ),
            ("b.yaml", Array("a: [".utf8)),
            (
                "c.yaml",
                Array(
                    "kind: Service\n---\n- 1\n---\napiVersion: v1\nkind: service\n---\napiVersion: v2\nkind: Node\n"
                        .utf8
                )
            ),
        ])
        let lowerCase = "must consist of lower-case letters, digits and '-', and begin and end with a letter or digit"
        let noObject = "this is no Kubernetes object: it needs apiVersion and kind"
        #expect(
            manifests.problems.map(\.description) == [
                "a.yaml:4:9: Service default/Web_1: metadata.name: \(lowerCase)",
                "a.yaml:6:14: Service default/Web_1: metadata.annotations.enabled: expected a string, and yes is read as true; "
                    + "write it in quotes: \"yes\"",
                "a.yaml:8:9: Service default/Web_1: spec.type: must be ClusterIP, NodePort, LoadBalancer or ExternalName, "
                    + "not \"LoadBalance\"",
                "a.yaml:10:5: Service default/Web_1: spec.ports[0].name: is required when there is more than one port",
                "a.yaml:10:11: Service default/Web_1: spec.ports[0].port: must be from 1 to 65535, not 70000",
                "a.yaml:11:17: Service default/Web_1: spec.ports[0].targetPort: \(lowerCase)",
                "a.yaml:12:15: Service default/Web_1: spec.ports[0].nodePort: must be from 1 to 65535, not -1",
                "a.yaml:14:11: Service default/Web_1: spec.ports[1].port: expected a whole number, not a string; "
                    + "remove the quotes",
                "a.yaml:15:15: Service default/Web_1: spec.ports[1].protocol: must be TCP, UDP or SCTP, not \"tcp\"",
                "a.yaml:16:5: Service default/Web_1: spec.ports[2].port: is required: a number from 1 to 65535",
                "a.yaml:16:11: Service default/Web_1: spec.ports[2].name: is used twice",
                "a.yaml:17:17: Service default/Web_1: spec.ports[2].targetPort: expected a string, and this is read as a number; "
                    + "write it in quotes: \"…\"",
                "b.yaml:2:1: did not find expected node content while parsing a flow node",
                "c.yaml:1:1: \(noObject)",
                "c.yaml:3:1: \(noObject)",
                "c.yaml:6:7: kind: must be Service, not service",
                "c.yaml:8:13: apiVersion: must be v1, not v2",
            ]
        )
        #expect(manifests.services.isEmpty)
    }

    @Test(
        "rules of a Service's spec",
        arguments: [
            ("ports: []", "spec.ports: at least one port is required"),
            ("ports: ", "spec.ports: at least one port is required"),
            ("ports: [{name: a, port: 80}, {name: b, port: 80}]", "spec.ports[1].port: TCP 80 is used twice"),
            ("ports: [{name: a, port: 80}, {name: b, port: 80, protocol: UDP}]", nil),
            (
                "ports: [{name: a, port: 80, nodePort: 30000}, {name: b, port: 81, nodePort: 30000}]",
                "spec.ports[1].nodePort: TCP 30000 is used twice"
            ),
            ("ports: [{port: 80, targetPort: 65536}]", "spec.ports[0].targetPort: must be from 1 to 65535, not 65536"),
            (
                "ports: [{port: 80, targetPort: sixteen-letters-}]",
                "spec.ports[0].targetPort: must not be longer than 15 characters"
            ),
            (
                "ports: [{port: 80, targetPort: '80'}]",
                "spec.ports[0].targetPort: must have a letter and no two '-' in a row"
            ),
            (
                "ports: [{port: 80, targetPort: a--b}]",
                "spec.ports[0].targetPort: must have a letter and no two '-' in a row"
            ),
            ("ports: [80]", "spec.ports[0]: expected a mapping, not the number 80"),
            (
                "ports: [{port: 80}]\nsessionAffinity: Cookie",
                "spec.sessionAffinity: must be None or ClientIP, not \"Cookie\""
            ),
            (
                "ports: [{port: 80}]\nsessionAffinity: ClientIP\nsessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}",
                "spec.sessionAffinityConfig.clientIP.timeoutSeconds: must be from 1 to 86400, not 0"
            ),
            (
                "ports: [{port: 80}]\nsessionAffinityConfig: {clientIP: {timeoutSeconds: 1}}",
                "spec.sessionAffinityConfig: may be set only with sessionAffinity ClientIP"
            ),
            (
                "ports: [{port: 80}]\nexternalTrafficPolicy: local",
                "spec.externalTrafficPolicy: must be Cluster or Local, not \"local\""
            ),
            (
                "ports: [{port: 80}]\nhealthCheckNodePort: 30001",
                "spec.healthCheckNodePort: may be set only for type LoadBalancer with externalTrafficPolicy Local"
            ),
            ("ports: [{port: 80}]\nexternalTrafficPolicy: Local\nhealthCheckNodePort: 30001", nil),
            ("ports: [{port: 80}]\nipFamilies: [IPv5]", "spec.ipFamilies[0]: must be IPv4 or IPv6, not \"IPv5\""),
            ("ports: [{port: 80}]\nipFamilies: [IPv4, IPv4]", "spec.ipFamilies: must not name a family twice"),
            ("ports: [{port: 80}]\nclusterIP: None", "spec.clusterIP: must not be None for a LoadBalancer"),
            (
                "ports: [{port: 80}]\nloadBalancerSourceRanges: 10.0.0.0/8",
                "spec.loadBalancerSourceRanges: expected a list, not a string"
            ),
        ] as [(String, String?)]
    )
    func rules(fields: String, message: String?) {
        let fields = fields.split(separator: "\n").map { "  \($0)\n" }.joined()
        let yaml = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: LoadBalancer\n\(fields)"
        expect(yaml, message: message)
    }

    @Test(
        "what belongs to load balancers only",
        arguments: [
            (
                "type: ClusterIP\n  loadBalancerClass: x",
                "spec.loadBalancerClass: may be set only for type LoadBalancer, not for ClusterIP"
            ),
            (
                "type: NodePort\n  allocateLoadBalancerNodePorts: false",
                "spec.allocateLoadBalancerNodePorts: may be set only for type LoadBalancer, not for NodePort"
            ),
            (
                "type: ClusterIP\n  externalTrafficPolicy: Local",
                "spec.externalTrafficPolicy: may be set only for type LoadBalancer or NodePort"
            ),
            ("type: NodePort\n  externalTrafficPolicy: Local", nil),
        ] as [(String, String?)]
    )
    func otherTypes(fields: String, message: String?) {
        let yaml = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n  \(fields)\n"
        expect(yaml, message: message)
    }

    @Test("headless and external-name Services need no ports")
    func portless() {
        for spec in ["{clusterIP: None}", "{type: ExternalName, externalName: example.org}"] {
            expect("apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: \(spec)\n", message: nil)
        }
    }

    @Test(
        "names",
        arguments: [
            ("Service", "", "metadata.name: is required"), ("Service", "a.b", "metadata.name: must consist of"),
            ("Service", String(repeating: "a", count: 64), "metadata.name: must not be longer than 63"),
            ("Service", "-a", "metadata.name: must consist of"), ("Node", "a..b", "metadata.name: must consist of"),
            ("Node", "A", "metadata.name: must consist of lower-case letters, digits, '-' and '.'"),
        ]
    )
    func names(kind: String, name: String, message: String) {
        let yaml = "apiVersion: v1\nkind: \(kind)\nmetadata: {name: '\(name)'}\nspec: {ports: [{port: 80}]}\n"
        let problems = Manifests.read(files: [("f", Array(yaml.utf8))]).problems
        #expect(problems.count == 1)
        #expect(problems.first?.description.contains(message) == true)
    }

    @Test("an object that can't be read at all is named nevertheless")
    func unreadable() {
        let yaml = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [80]}\n"
        let problems = Manifests.read(files: [("f", Array(yaml.utf8))]).problems
        #expect(problems.map(\.object) == ["Service web"])
    }

    @Test("the same object in two places is refused, and the first place is named")
    func twice() {
        let service = Array(serviceManifest("").utf8)
        let manifests = Manifests.read(files: [("a", service), ("b", service), ("c", service)])
        #expect(manifests.services.map(\.file) == ["a"])
        let message = "3:18: Service default/web: metadata.name: is defined twice; the first is in a, line 1"
        #expect(manifests.problems.map(\.description) == ["b:\(message)", "c:\(message)"])
    }

    private func expect(_ yaml: String, message: String?) {
        let manifests = Manifests.read(files: [("f", Array(yaml.utf8))])
        #expect(manifests.problems.map { "\($0.path): \($0.message)" } == (message.map { [$0] } ?? []))
        #expect(manifests.services.isEmpty == (message != nil))
    }
}
