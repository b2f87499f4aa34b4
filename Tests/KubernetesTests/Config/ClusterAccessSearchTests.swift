import FoundationEssentials
import Testing

@testable import Kubernetes

/// Files in memory.
func files(_ table: [String: String]) -> ClusterFiles {
    ClusterFiles { path throws(ClusterFiles.Failure) in
        guard let text = table[path] else { return nil }
        if text == "unreadable" { throw ClusterFiles.Failure("it can't be read") }
        return Array(text.utf8)
    }
}

@Suite("Where access to a cluster is found")
struct ClusterAccessSearchTests {
    private static let config = """
        current-context: c
        contexts: [{name: c, context: {cluster: k, user: u}}]
        clusters: [{name: k, cluster: {server: "https://home:6443"}}]
        users: [{name: u, user: {token: t}}]
        """

    @Test("KUBECONFIG lists files that are read as one: the first to say something counts")
    func merging() throws {
        let table = [
            "/a": """
            contexts: [{name: c, context: {cluster: k, user: u}}]
            users: [{name: u, user: {tokenFile: t}}]
            """,
            "/b/x": """
            current-context: c
            contexts: [{name: c, context: {cluster: other, user: other}}]
            clusters: [{name: k, cluster: {server: "https://b", certificate-authority: ca}}]
            users: [{name: u, user: {tokenFile: other}}]
            """,
        ]
        let access = try ClusterAccess.forUser(
            environment: ["KUBECONFIG": "/a:/missing:/b/x", "HOME": "/home/me"],
            files: files(table)
        )
        #expect(access.server == "https://b")
        #expect(access.login == .tokenFile("/t"))
        #expect(access.authorities == .file("/b/ca"))
    }

    @Test("without KUBECONFIG the home folder's file is read")
    func home() throws {
        let access = try ClusterAccess.forUser(
            environment: ["HOME": "/home/me"],
            files: files(["/home/me/.kube/config": Self.config])
        )
        #expect(access.server == "https://home:6443")
    }

    @Test("a KUBECONFIG that names no file that exists is an error, not another cluster")
    func nothingListed() {
        #expect(throws: ClusterProblems.self) {
            try ClusterAccess.forUser(
                environment: ["KUBECONFIG": "/nowhere", "HOME": "/home/me"],
                files: files(["/home/me/.kube/config": Self.config])
            )
        }
    }

    @Test(
        "a Pod's service account",
        arguments: [("10.0.0.1", "https://10.0.0.1:443"), ("fd00::1", "https://[fd00::1]:443")]
    )
    func inCluster(host: String, server: String) throws {
        let folder = "/var/run/secrets/kubernetes.io/serviceaccount"
        let environment = ["KUBERNETES_SERVICE_HOST": host, "KUBERNETES_SERVICE_PORT": "443"]
        let table = ["\(folder)/token": "t", "\(folder)/ca.crt": "c", "\(folder)/namespace": "kube-system"]
        let access = try ClusterAccess.forController(environment: environment, files: files(table))
        #expect(access.server == server)
        #expect(access.login == .tokenFile("\(folder)/token"))
        #expect(access.authorities == .file("\(folder)/ca.crt"))
        #expect(access.namespace == "kube-system")
        #expect(access.warnings.isEmpty)
        let bare = try ClusterAccess.forController(environment: environment, files: files(["\(folder)/token": "t"]))
        #expect(bare.authorities == nil)
        #expect(bare.warnings.count == 1)
        #expect(throws: ClusterProblems.self) {
            try ClusterAccess.forController(environment: environment, files: files([:]))
        }
    }

    @Test("outside a cluster KUBERNETES_MASTER is the last resort; without it the error says what to give")
    func lastResort() throws {
        let environment = ["KUBERNETES_MASTER": "http://m"]
        #expect(try ClusterAccess.forController(environment: environment, files: files([:])).server == "http://m")
        do throws(ClusterProblems) {
            _ = try ClusterAccess.forUser(environment: [:], files: files([:]))
            Issue.record("no problem")
        } catch {
            #expect(error.description.contains("--kubeconfig"))
        }
    }
}
