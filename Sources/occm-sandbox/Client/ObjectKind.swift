import ArgumentParser
import Kubernetes

/// A kind of object that the client knows, by kubectl's names for it.
enum ObjectKind: String, CaseIterable, ExpressibleByArgument {
    case services, nodes, events, leases

    /// `services`, `service` or `svc`.
    init?(argument: String) {
        guard let kind = Self.allCases.first(where: { $0.names.contains(argument) }) else { return nil }
        self = kind
    }

    /// The kind of an object.
    init?(of object: JSONValue) {
        let kind = Self.allCases.first {
            object["kind"] == .string($0.resource.kind) && object["apiVersion"] == .string($0.resource.apiVersion)
        }
        guard let kind else { return nil }
        self = kind
    }

    /// Where objects of the kind are found.
    var resource: APIResource {
        switch self {
        case .services: Service.resource
        case .nodes: Node.resource
        case .events: Event.resource
        case .leases: Lease.resource
        }
    }

    /// `service`.
    var singular: String { resource.kind.lowercased() }

    /// The path of the objects in a namespace, or of one of them.
    func path(in namespace: String, _ name: String? = nil) -> String {
        let root = resource.group.isEmpty ? "/api" : "/apis"
        let parts = resource.isNamespaced ? ["namespaces", namespace, rawValue] : [rawValue]
        return ([root, resource.apiVersion] + parts + [name].compactMap(\.self)).joined(separator: "/")
    }

    private var names: [String] {
        switch self {
        case .services: [rawValue, singular, "svc"]
        case .nodes: [rawValue, singular, "no"]
        case .events: [rawValue, singular, "ev"]
        case .leases: [rawValue, singular]
        }
    }
}
