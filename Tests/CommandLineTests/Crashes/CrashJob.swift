import Foundation
import Sandbox

/// Something that `occm apply` is killed at.
struct CrashJob: Sendable, CustomStringConvertible {
    /// What is done, for test reports.
    let description: String
    /// The Service that is there before; `nil` for none.
    var before: String?
    /// The Service that is applied.
    var service: String
    /// Further arguments of `occm apply`.
    var options: [String] = []
    /// Whether the provider takes no tree in one POST.
    var isSerial = false

    /// Whether nothing of the Service is to be left.
    var destroys: Bool { options.contains("--destroy") }

    /// The command.
    var arguments: [String] {
        ["apply", "--yes", "-f", "service.yaml", "--nodes", "nodes.yaml", "--cloud-config", "cloud.conf"] + options
    }

    static let all = [
        CrashJob(description: "create", service: manifest(), options: clusterUID),
        CrashJob(description: "create without any uid", service: manifest(uid: nil)),
        CrashJob(
            description: "change a port",
            before: manifest(),
            service: manifest(port: 8080),
            options: clusterUID
        ),
        CrashJob(
            description: "change a protocol",
            before: manifest(),
            service: manifest(annotations: [listenerKey: "HTTP", poolKey: "HTTP"]),
            options: clusterUID
        ),
        CrashJob(
            description: "become internal",
            before: manifest(),
            service: manifest(annotations: [internalKey: "true"]),
            options: clusterUID
        ),
        CrashJob(description: "create call by call", service: manifest(ports: 1), options: clusterUID, isSerial: true),
        CrashJob(
            description: "destroy",
            before: manifest(),
            service: manifest(),
            options: clusterUID + ["--destroy"]
        ),
    ]

    private static let clusterUID = ["--cluster-uid", "0c0c0c0c-0000-4000-8000-000000000001"]

    private static let internalKey = "service.beta.kubernetes.io/openstack-internal-load-balancer"
    private static let listenerKey = "loadbalancer.openstack.org/listener-protocol"
    private static let poolKey = "loadbalancer.openstack.org/pool-protocol"

    private static func manifest(
        uid: String? = "0c0c0c0c-0000-4000-8000-000000000002",
        port: Int = 80,
        ports: Int = 2,
        annotations: [String: String] = [:]
    ) -> String {
        let keys = annotations.map { "    \($0): \"\($1)\"\n" }.sorted().joined()
        let second = "    - name: dns\n      port: 53\n      protocol: UDP\n      nodePort: 30053\n"
        return """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
            \(uid.map { "  uid: \($0)\n" } ?? "")  annotations:
                loadbalancer.openstack.org/enable-health-monitor: "true"
            \(keys)spec:
              type: LoadBalancer
              ports:
                - name: web
                  port: \(port)
                  nodePort: 30080
            \(ports > 1 ? second : "")
            """
    }
}

/// When a call kills its caller.
enum CrashMoment: String, Sendable, CaseIterable {
    /// The cloud never sees the call.
    case before
    /// The cloud has carried the call out, and its answer never arrives.
    case after

    var action: FaultRule.Action { self == .before ? .stallBeforeApplying : .stallAfterApplying }
}
