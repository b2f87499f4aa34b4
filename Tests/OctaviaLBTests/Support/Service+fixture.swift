import Kubernetes

@testable import OctaviaLB

extension Service {
    /// A Service of type LoadBalancer in the namespace default, with one TCP port unless told otherwise.
    static func fixture(
        _ annotations: [String: String] = [:],
        ports: [ServicePort] = [ServicePort(port: 80, nodePort: 30080)],
        configure: (inout ServiceSpec) -> Void = { _ in }
    ) -> Service {
        var spec = ServiceSpec(type: .loadBalancer, ports: ports)
        configure(&spec)
        let metadata = ObjectMeta(name: "web", namespace: "default", uid: "u-1", annotations: annotations)
        return Service(metadata: metadata, spec: spec)
    }
}

extension Node {
    /// A node with one internal address.
    static func fixture(_ name: String, _ address: String, labels: [String: String] = [:]) -> Node {
        Node(
            metadata: ObjectMeta(name: name, labels: labels),
            status: .init(addresses: [NodeAddress(type: .internalIP, address: address)])
        )
    }
}

/// The key of an annotation below occm's prefix.
func key(_ name: String) -> String { AnnotationFacts.prefix + name }
