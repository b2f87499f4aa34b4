import Foundation
import Testing

@testable import occm

@Suite("The Pods of the manifests")
struct PodTests {
    /// The base, and where kubectl can build them the overlays.
    private static let sources =
        ["manifests/occm.yaml"]
        + (Kubectl.isInstalled ? ["manifests/overlays/deployment", "manifests/overlays/observe-only"] : [])

    private static func pod(_ source: String) async throws -> PodSpec {
        let isFile = source.hasSuffix(".yaml")
        let text = try await isFile ? Project.text(source) : Kubectl.output("kustomize", source).text
        return try #require(try Project.objects(of: text, source).compactMap(\.spec?.template?.spec).first)
    }

    @Test("may do no more than they need", arguments: sources)
    func security(_ source: String) async throws {
        let pod = try await Self.pod(source)
        #expect(pod.securityContext.runAsNonRoot == true)
        #expect(pod.securityContext.runAsUser == 65532)
        #expect(pod.securityContext.seccompProfile?.type == "RuntimeDefault")
        for container in pod.containers {
            #expect(container.securityContext.allowPrivilegeEscalation == false)
            #expect(container.securityContext.readOnlyRootFilesystem == true)
            #expect(container.securityContext.capabilities?.drop == ["ALL"])
            #expect(container.securityContext.capabilities?.add == nil)
        }
    }

    @Test("are looked after: probes over HTTPS, resources, priority, time to end", arguments: sources)
    func care(_ source: String) async throws {
        let pod = try await Self.pod(source)
        #expect(["system-node-critical", "system-cluster-critical"].contains(pod.priorityClassName))
        #expect(pod.terminationGracePeriodSeconds > 20)
        #expect(pod.tolerations.map(\.key).contains("node.cloudprovider.kubernetes.io/uninitialized"))
        for container in pod.containers {
            #expect(container.startupProbe.httpGet.path == "/livez")
            #expect(container.livenessProbe.httpGet.path == "/livez")
            #expect(container.readinessProbe.httpGet.path == "/readyz")
            for probe in [container.startupProbe, container.livenessProbe, container.readinessProbe] {
                #expect(probe.httpGet.port == "https" && probe.httpGet.scheme == "HTTPS")
            }
            #expect(container.resources.requests == ["cpu": "50m", "memory": "64Mi"])
            #expect(container.resources.limits == ["memory": "256Mi"], "a limit of CPU can cost the lease")
            #expect(container.image == "occm:\(Version.text)")
        }
    }

    @Test("run on the control plane's network, or anywhere as a Deployment")
    func placement() async throws {
        let daemon = try await Self.pod("manifests/occm.yaml")
        #expect(daemon.hostNetwork == true)
        #expect(daemon.nodeSelector == ["node-role.kubernetes.io/control-plane": ""])
    }

    @Test("two replicas on different nodes as a Deployment", .enabled(if: Kubectl.isInstalled))
    func replicas() async throws {
        let text = try await Kubectl.output("kustomize", "manifests/overlays/deployment").text
        let deployment = try #require(try Project.objects(of: text, "deployment").first { $0.kind == "Deployment" })
        #expect(deployment.spec?.replicas == 2)
        #expect(text.contains("podAntiAffinity"))
        let pod = try #require(deployment.spec?.template?.spec)
        #expect(pod.hostNetwork == nil && pod.nodeSelector == nil)
    }
}
