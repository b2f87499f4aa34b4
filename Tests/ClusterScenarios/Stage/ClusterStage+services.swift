import CloudProvider
import CurlTransport
import Kubernetes
import Scenarios

extension ClusterStage {
    /// Creates a Service of type LoadBalancer and returns it as the API server stored it.
    func create(
        _ name: String = "web",
        _ ports: ServicePort...,
        change: (inout Service) -> Void = { _ in }
    ) async throws -> Service {
        let metadata = ObjectMeta(name: name, namespace: "default")
        let spec = ServiceSpec(type: .loadBalancer, ports: ports.isEmpty ? [.tcp(80)] : ports)
        var service = Service(metadata: metadata, spec: spec)
        change(&service)
        return try await client.create(service)
    }

    /// Changes some fields of a Service; lists are replaced.
    func change(_ service: Service, _ patch: JSONValue) async throws {
        _ = try await client.patch(Service.self, service.key, with: ObjectPatch(.merge, patch))
    }

    /// Sets one of occm's annotations, or takes it off.
    func annotate(_ service: Service, _ key: String, _ value: String?) async throws {
        let annotation = ["loadbalancer.openstack.org/" + key: value.map(JSONValue.string) ?? .null]
        try await change(service, ["metadata": ["annotations": .object(annotation)]])
    }

    /// Asks for a Service's deletion.
    func delete(_ service: Service) async throws { try await client.delete(Service.self, service.key) }

    /// Waits until a Service is gone, and looks that nothing of it is left in the cloud.
    func waitUntilGone(_ service: Service, within limit: Duration = .seconds(60)) async throws {
        try await waitUntil("the Service is gone", within: limit) {
            try require(try await current(service) == nil, "the Service is there")
        }
        try await expectNothing(of: service)
    }

    /// Deletes a Service and waits until it is gone.
    func remove(_ service: Service) async throws {
        try await delete(service)
        try await waitUntilGone(service)
    }
}

extension Service {
    /// The tag that its load balancer has.
    var tag: String { "occm-service=\(metadata.uid)" }

    /// The addresses in its status.
    var addresses: [String] { status.loadBalancer.ingress.compactMap(\.ip) }

    /// Whether the finalizer keeps it.
    var isKept: Bool { metadata.finalizers.contains(ServiceRules.finalizer) }
}

extension ServicePort {
    /// A TCP port; Kubernetes gives it a node port.
    static func tcp(_ port: Int) -> ServicePort { ServicePort(name: "tcp-\(port)", port: port) }

    /// A UDP port; Kubernetes gives it a node port.
    static func udp(_ port: Int) -> ServicePort { ServicePort(name: "udp-\(port)", protocol: .udp, port: port) }
}
