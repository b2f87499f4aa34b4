/// An object of a manifest: what the tests look at.
struct ManifestObject: Decodable, Sendable {
    struct Metadata: Decodable, Sendable {
        var name: String
        var namespace: String?
    }

    struct Rule: Decodable, Sendable {
        var apiGroups: [String]
        var resources: [String]
        var resourceNames: [String]?
        var verbs: [String]
    }

    struct Spec: Decodable, Sendable {
        struct Template: Decodable, Sendable {
            var spec: PodSpec
        }

        var replicas: Int?
        var template: Template?
    }

    /// Somebody, or a role, that a binding names.
    struct Reference: Decodable, Sendable {
        var kind: String
        var name: String
    }

    var kind: String
    var metadata: Metadata
    var rules: [Rule]?
    var roleRef: Reference?
    var subjects: [Reference]?
    var spec: Spec?

    /// Who it is: `Role kube-system/system:occm`.
    var title: String { "\(kind) \(metadata.namespace.map { "\($0)/" } ?? "")\(metadata.name)" }
}

/// What a Pod may do, and how it is looked after (core/v1 PodSpec).
struct PodSpec: Decodable, Sendable {
    struct Seccomp: Decodable, Sendable {
        var type: String
    }

    struct PodSecurity: Decodable, Sendable {
        var runAsNonRoot: Bool?
        var runAsUser: Int?
        var seccompProfile: Seccomp?
    }

    struct Capabilities: Decodable, Sendable {
        var drop: [String]?
        var add: [String]?
    }

    struct ContainerSecurity: Decodable, Sendable {
        var allowPrivilegeEscalation: Bool?
        var readOnlyRootFilesystem: Bool?
        var capabilities: Capabilities?
    }

    struct Probe: Decodable, Sendable {
        struct Get: Decodable, Sendable {
            var path: String
            var port: String
            var scheme: String
        }

        var httpGet: Get
    }

    struct Port: Decodable, Sendable {
        var name: String
        var containerPort: Int
    }

    struct Resources: Decodable, Sendable {
        var requests: [String: String]
        var limits: [String: String]
    }

    struct Toleration: Decodable, Sendable {
        var key: String
    }

    struct Container: Decodable, Sendable {
        var image: String
        var args: [String]
        var ports: [Port]
        var startupProbe: Probe
        var livenessProbe: Probe
        var readinessProbe: Probe
        var resources: Resources
        var securityContext: ContainerSecurity
    }

    var serviceAccountName: String
    var priorityClassName: String
    var hostNetwork: Bool?
    var terminationGracePeriodSeconds: Int
    var nodeSelector: [String: String]?
    var tolerations: [Toleration]
    var securityContext: PodSecurity
    var containers: [Container]
}
