import YAML

extension ClusterAccess {
    /// Where a Pod finds its token and the cluster's CA certificates.
    private static let serviceAccount = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// Access as a controller finds it: the given kubeconfig or URL, else the Pod's own service account, else
    /// `KUBERNETES_MASTER` (client-go `clientcmd.BuildConfigFromFlags`).
    public static func forController(
        kubeconfig: String? = nil,
        master: String? = nil,
        environment: [String: String],
        files: ClusterFiles = .disk
    ) throws(ClusterProblems) -> ClusterAccess {
        let (kubeconfig, master) = (kubeconfig?.unlessEmpty, master?.unlessEmpty)
        if let kubeconfig { return try read(kubeconfig, context: nil, master: master, files) }
        if let master { return ClusterAccess(server: master) }
        if let access = try inCluster(environment: environment, files: files) { return access }
        if let server = environment["KUBERNETES_MASTER"]?.unlessEmpty { return ClusterAccess(server: server) }
        throw ClusterProblems([
            ClusterProblem(
                "there is no cluster: give --kubeconfig, or run in a Pod (KUBERNETES_SERVICE_HOST is not set)"
            )
        ])
    }

    /// Access as a person's command finds it: the given kubeconfig, else the files that `KUBECONFIG` lists, else
    /// `~/.kube/config`, else as a controller does.
    public static func forUser(
        kubeconfig: String? = nil,
        context: String? = nil,
        master: String? = nil,
        environment: [String: String],
        files: ClusterFiles = .disk
    ) throws(ClusterProblems) -> ClusterAccess {
        let master = master?.unlessEmpty
        if let kubeconfig = kubeconfig?.unlessEmpty {
            return try read(kubeconfig, context: context, master: master, files)
        }
        let listed = environment["KUBECONFIG"]?.split(separator: ":").map(String.init) ?? []
        let home = environment["HOME"].map { ["\($0)/.kube/config"] } ?? []
        let config = try problems { () throws(ClusterProblem) in
            try Kubeconfig(firstOf: listed.isEmpty ? home : listed, files)
        }
        if !config.files.isEmpty { return try KubeconfigReader.access(of: config, context: context, server: master) }
        if !listed.isEmpty {
            throw ClusterProblems([
                ClusterProblem(file: listed.joined(separator: ":"), "KUBECONFIG names no file that exists")
            ])
        }
        return try forController(master: master, environment: environment, files: files)
    }

    /// Access with a Pod's service account; `nil` outside a Pod.
    static func inCluster(
        environment: [String: String],
        files: ClusterFiles
    ) throws(ClusterProblems) -> ClusterAccess? {
        guard let host = environment["KUBERNETES_SERVICE_HOST"]?.unlessEmpty,
            let port = environment["KUBERNETES_SERVICE_PORT"]?.unlessEmpty
        else { return nil }
        let (token, authorities) = ("\(serviceAccount)/token", "\(serviceAccount)/ca.crt")
        do {
            _ = try files.contents(token)
        } catch {
            let hint = "does the Pod have automountServiceAccountToken: false?"
            throw ClusterProblems([ClusterProblem(file: token, "\(error.reason); \(hint)")])
        }
        var access = ClusterAccess(server: "https://\(host.contains(":") ? "[\(host)]" : host):\(port)")
        access.login = .tokenFile(token)
        do {
            _ = try files.contents(authorities)
            access.authorities = .file(authorities)
        } catch {
            // client-go goes on with the system's CA certificates, too.
            access.warnings.append(
                ClusterProblem(file: authorities, "\(error.reason); the system's CAs are trusted instead")
            )
        }
        if let bytes = try? files.read("\(serviceAccount)/namespace"), !bytes.isEmpty {
            access.namespace = String(decoding: bytes, as: UTF8.self)
        }
        return access
    }

    private static func read(
        _ file: String,
        context: String?,
        master: String?,
        _ files: ClusterFiles
    ) throws(ClusterProblems) -> ClusterAccess {
        let config = try problems { () throws(ClusterProblem) in try Kubeconfig(file: file, files) }
        return try KubeconfigReader.access(of: config, context: context, server: master)
    }

    private static func problems<Value>(
        _ read: () throws(ClusterProblem) -> Value
    ) throws(ClusterProblems) -> Value {
        do {
            return try read()
        } catch {
            throw ClusterProblems([error])
        }
    }
}

extension String {
    fileprivate var unlessEmpty: String? { isEmpty ? nil : self }
}
