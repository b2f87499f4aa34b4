/// A program that hands out credentials (client.authentication.k8s.io ExecCredential, kubeconfig `users[].user.exec`).
public struct ExecPlugin: Sendable, Hashable {
    /// Where credentials come from, as the program is told it (client.authentication.k8s.io Cluster).
    public struct Cluster: Sendable, Hashable, Encodable {
        /// The API server's URL.
        public var server: String
        /// Whether its certificate is not checked.
        public var insecureSkipTLSVerify: Bool?
        /// Its CA certificates, in base64.
        public var certificateAuthorityData: String?
        /// The proxy's URL.
        public var proxyURL: String?

        private enum CodingKeys: String, CodingKey {
            case server
            case insecureSkipTLSVerify = "insecure-skip-tls-verify"
            case certificateAuthorityData = "certificate-authority-data"
            case proxyURL = "proxy-url"
        }
    }

    /// The versions of the protocol that are understood.
    static let versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"]

    /// The program: a path, or a name that is looked for in `PATH`.
    public var command: String
    /// Its arguments.
    public var arguments: [String]
    /// Variables that it gets beside ours.
    public var environment: [String: String]
    /// The protocol's version.
    public var apiVersion: String
    /// Where the program comes from, shown when there is none.
    public var installHint: String?
    /// What it is told about the cluster.
    public var cluster: Cluster?
}

/// How a program was run to its end.
public struct CommandResult: Sendable, Hashable {
    /// Its exit code; a signal's number plus 128 if it was killed.
    public var status: Int
    /// What it wrote.
    public var output: [UInt8]

    /// Creates a result.
    public init(status: Int, output: [UInt8]) {
        self.status = status
        self.output = output
    }
}

/// Runs a program to its end with exactly these variables.
public typealias CommandRunner =
    @Sendable (_ command: String, _ arguments: [String], _ environment: [String: String]) async throws -> CommandResult

/// What a program says (client.authentication.k8s.io ExecCredential).
struct ExecCredential: Decodable {
    struct Status: Decodable {
        var token: Redacted?
        var clientCertificateData: String?
        var clientKeyData: Redacted?
        /// RFC 3339.
        var expirationTimestamp: String?
    }

    var apiVersion: String
    var status: Status?
}

extension ExecPlugin {
    /// What `KUBERNETES_EXEC_INFO` holds (client.authentication.k8s.io ExecCredentialSpec).
    private struct Info: Encodable {
        struct Spec: Encodable {
            var interactive = false
            var cluster: Cluster?
        }

        var kind = "ExecCredential"
        var apiVersion: String
        var spec: Spec
    }

    /// The variables that the program gets.
    func variables(besides inherited: [String: String]) throws -> [String: String] {
        let info = try JSON.encode(Info(apiVersion: apiVersion, spec: Info.Spec(cluster: cluster)))
        return inherited.merging(environment) { _, own in own }
            .merging(["KUBERNETES_EXEC_INFO": String(decoding: info, as: UTF8.self)]) { _, own in own }
    }

    /// Runs the program and reads what it says.
    func run(_ runner: CommandRunner, environment: [String: String]) async throws(KubernetesError)
        -> ExecCredential.Status
    {
        let result: CommandResult
        do {
            result = try await runner(command, arguments, variables(besides: environment))
        } catch {
            throw failure("can't be run: \(error)")
        }
        guard result.status == 0 else { throw failure("ended with exit code \(result.status)") }
        guard let credential = try? JSON.decode(ExecCredential.self, from: result.output) else {
            throw failure("did not write an ExecCredential as JSON")
        }
        guard credential.apiVersion == apiVersion else {
            throw failure("answered in \(credential.apiVersion); the kubeconfig says \(apiVersion)")
        }
        guard let status = credential.status else { throw failure("wrote an ExecCredential without status") }
        guard status.token != nil || status.clientCertificateData != nil else {
            throw failure("gave neither a token nor a client certificate")
        }
        guard (status.clientCertificateData == nil) == (status.clientKeyData == nil) else {
            throw failure("gave a client certificate without its key, or a key without its certificate")
        }
        return status
    }

    private func failure(_ problem: String) -> KubernetesError {
        let hint = installHint.map { ". \($0)" } ?? ""
        return KubernetesError(.configuration, "The credential plugin \(command) \(problem)\(hint)")
    }
}
