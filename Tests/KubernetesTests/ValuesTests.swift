import FoundationEssentials
import Kubernetes
import Testing

@Suite("Kubernetes values survive JSON")
struct ValuesTests {
    @Test("values that only a newer API server knows are kept")
    func newerValues() throws {
        let json = #"""
            {"metadata": {"name": "web", "annotations": null},
             "spec": {"type": "Mesh", "ports": [{"port": 80, "protocol": "QUIC", "targetPort": "http"}],
                      "externalTrafficPolicy": "Near", "ipFamilies": ["IPv8"]},
             "status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.1", "ipMode": "Direct", "ports": [
                 {"port": 80, "protocol": "TCP", "error": "NoQuota"}]}]}}}
            """#
        let service = try JSONDecoder().decode(Service.self, from: Data(json.utf8))
        #expect(service.spec.type == ServiceType(rawValue: "Mesh"))
        #expect(service.spec.ports.first?.protocol.rawValue == "QUIC")
        #expect(service.spec.ports.first?.targetPort == .string("http"))
        #expect(service.status.loadBalancer.ingress.first?.ipMode?.description == "Direct")
        #expect(try roundTrip(service) == service)
    }

    @Test("a node survives with all its fields, except for what nothing asks for")
    func nodes() throws {
        let node = Node(
            metadata: ObjectMeta(
                name: "n",
                uid: "u",
                generation: 3,
                annotations: [Node.providedAddressAnnotation: "10.0.0.1"],
                labels: ["topology.kubernetes.io/zone": "nova"],
                finalizers: ["f"],
                deletionTimestamp: "t"
            ),
            spec: Node.Spec(providerID: "openstack:///i", taints: [Taint(key: "k", effect: "NoExecute")], podCIDR: "p"),
            status: Node.Status(
                addresses: [NodeAddress(type: .internalIP, address: "10.0.0.1")],
                conditions: [NodeCondition(type: "Ready", status: "Unknown")]
            )
        )
        #expect(try roundTrip(node) == node)
        var annotated = node
        annotated.metadata.annotations["csi.volume.kubernetes.io/nodeid"] = "{}"
        #expect(try roundTrip(annotated) == node)
    }

    @Test("of a node's conditions only types and statuses are read")
    func conditions() throws {
        let json = #"""
            {"status": {"conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady",
                                        "lastHeartbeatTime": "2026-11-23T08:15:09Z"}]}}
            """#
        let node = try JSONDecoder().decode(Node.self, from: Data(json.utf8))
        #expect(node.status.conditions == [NodeCondition(type: "Ready", status: "True")])
    }

    @Test("a published address leaves out what is not known")
    func status() throws {
        let status = LoadBalancerStatus(ingress: [LoadBalancerIngress(ip: "192.0.2.1", ipMode: .vip)])
        let json = String(decoding: try encoder.encode(status), as: UTF8.self)
        #expect(json == #"{"ingress":[{"ip":"192.0.2.1","ipMode":"VIP"}]}"#)
    }

    @Test("an empty object has Kubernetes' zero values")
    func empty() throws {
        let service = try JSONDecoder().decode(Service.self, from: Data("{}".utf8))
        #expect(service == Service(metadata: ObjectMeta()))
        #expect(try JSONDecoder().decode(Node.self, from: Data("{}".utf8)) == Node(metadata: ObjectMeta()))
    }

    private var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }

    private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: encoder.encode(value))
    }
}
