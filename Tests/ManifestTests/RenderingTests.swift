import Foundation
import Testing

@Suite("The manifests")
struct RenderingTests {
    /// The files of the base, in the order of its kustomization.
    private static let files = ["service-account", "rbac", "daemonset"]

    @Test("occm.yaml is the base in one file, for kubectl apply -f")
    func rendered() async throws {
        let parts = try Self.files.map { try Project.text("manifests/base/\($0).yaml") }
        let text = "# manifests/base in one file; UPDATE_GOLDENS=1 rewrites it.\n" + parts.joined(separator: "---\n")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try Data(text.utf8).write(to: Project.folder.appendingPathComponent("manifests/occm.yaml"))
        }
        #expect(try Project.text("manifests/occm.yaml") == text, "UPDATE_GOLDENS=1 rewrites it")
        let list = try Project.text("manifests/base/kustomization.yaml")
        #expect(list.hasSuffix("resources:\n" + Self.files.map { "  - \($0).yaml\n" }.joined()))
    }

    @Test(
        "kustomize builds the base and each overlay",
        .enabled(if: Kubectl.isInstalled),
        arguments: ["base", "overlays/deployment", "overlays/observe-only"]
    )
    func kustomized(_ folder: String) async throws {
        let (status, text) = try await Kubectl.output("kustomize", "manifests/\(folder)")
        #expect(status == 0)
        let titles = try Project.objects(of: text, folder).map(\.title).sorted()
        let base = try Project.objects(in: "manifests/occm.yaml").map(\.title).sorted()
        switch folder {
        case "base": #expect(titles == base)
        case "overlays/deployment":
            let changed = base.map { $0.replacingOccurrences(of: "DaemonSet", with: "Deployment") }
            #expect(titles == (changed + ["PodDisruptionBudget kube-system/occm"]).sorted())
        default: #expect(titles == base.map { "\($0)-observer" }.sorted())
        }
    }

    @Test(
        "the observer can change no Service, and has a lease and a port of its own",
        .enabled(if: Kubectl.isInstalled)
    )
    func observer() async throws {
        let (_, text) = try await Kubectl.output("kustomize", "manifests/overlays/observe-only")
        let objects = try Project.objects(of: text, "observe-only")
        let grants = Grant.all(in: objects)
        #expect(!grants.contains { $0.resource == "services/status" })
        #expect(
            grants.compactMap { $0.resource == "leases" ? $0.name : nil }
                == Array(
                    repeating: "cloud-controller-manager-observer",
                    count: 2
                )
        )
        let pod = try #require(objects.compactMap(\.spec?.template?.spec).first)
        #expect(pod.containers[0].args.contains("--observe-only"))
        #expect(pod.containers[0].args.contains("--secure-port=\(pod.containers[0].ports[0].containerPort)"))
        #expect(pod.containers[0].ports[0].containerPort != 10258)
    }

    @Test("the example of a cloud.conf is in no installation")
    func example() async throws {
        let secret = try Project.objects(in: "manifests/examples/cloud-config.yaml")
        #expect(secret.map(\.title) == ["Secret kube-system/cloud-config"])
        #expect(try !Project.objects(in: "manifests/occm.yaml").contains { $0.kind == "Secret" })
    }
}
