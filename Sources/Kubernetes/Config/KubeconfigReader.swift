import CurlTransport
import FoundationEssentials

/// Makes access of one context of a kubeconfig, collecting everything that is wrong with it.
struct KubeconfigReader {
    private let config: Kubeconfig
    private let context: String?
    private var access = ClusterAccess(server: "")
    private var problems: [ClusterProblem] = []

    private init(_ config: Kubeconfig, context: String?) {
        self.config = config
        self.context = context ?? config.currentContext
    }

    /// - Parameters:
    ///   - context: The context; `nil` is the current one.
    ///   - server: `--master`: replaces the cluster's URL.
    static func access(
        of config: Kubeconfig,
        context: String? = nil,
        server: String? = nil
    ) throws(ClusterProblems) -> ClusterAccess {
        var reader = KubeconfigReader(config, context: context)
        reader.read(server: server)
        guard reader.problems.isEmpty else { throw ClusterProblems(reader.problems) }
        return reader.access
    }

    private mutating func read(server: String?) {
        if let server { access.server = server }
        let chosen = chosenContext()
        if let namespace = chosen?.namespace, !namespace.isEmpty { access.namespace = namespace }
        var cluster = chosen.flatMap { find($0.cluster, "cluster", in: config.clusters) }
        if let server {
            cluster?.value.server = server
            cluster?.value.tlsServerName = nil
        }
        if let cluster { readCluster(cluster, chosen?.cluster ?? "") }
        // Credentials are not sent where everybody can read them.
        if access.server.hasPrefix("https://"), let name = chosen?.user, !name.isEmpty,
            let user = find(name, "user", in: config.users)
        {
            readUser(user, name)
        }
    }

    private mutating func chosenContext() -> KubeconfigFile.Context? {
        guard let context else {
            // With --master, a kubeconfig without contexts is as good as none.
            if access.server.isEmpty { complain(nil, "there is no current-context; \(choice(config.contexts))") }
            return nil
        }
        guard let entry = config.contexts[context] else {
            complain(nil, "there is no context \"\(context)\"; \(choice(config.contexts))")
            return nil
        }
        return entry.value
    }

    private mutating func find<Value>(
        _ name: String?,
        _ kind: String,
        in entries: [String: Kubeconfig.Entry<Value>]
    ) -> Kubeconfig.Entry<Value>? {
        guard let name, !name.isEmpty else {
            complain(kind, "the context names no \(kind)")
            return nil
        }
        if let entry = entries[name] { return entry }
        complain(kind, "there is no \(kind) \"\(name)\"; \(choice(entries))")
        return nil
    }

    private func choice(_ entries: [String: some Any]) -> String {
        entries.isEmpty ? "there is none at all" : "there is \(entries.keys.sorted().joined(separator: ", "))"
    }

    private mutating func complain(_ field: String?, file: String? = nil, _ message: String) {
        let file = file ?? config.files.joined(separator: ":")
        problems.append(ClusterProblem(file: file, context: context, field: field, message))
    }
}

extension KubeconfigReader {
    private mutating func readCluster(_ entry: Kubeconfig.Entry<KubeconfigFile.Cluster>, _ name: String) {
        let (cluster, place) = (entry.value, Place(file: entry.file, field: "clusters[\(name)]"))
        readServer(cluster.server, place)
        access.verifiesServer = !(cluster.insecureSkipTLSVerify ?? false)
        access.authorities = material(
            file: cluster.certificateAuthority,
            data: cluster.certificateAuthorityData,
            "certificate-authority",
            place
        )
        if !access.verifiesServer, access.authorities != nil {
            complain(place, "insecure-skip-tls-verify", "it can't be set beside a certificate-authority; remove one")
        }
        if let name = cluster.tlsServerName, !name.isEmpty { access.tlsServerName = name }
        if let proxy = cluster.proxyURL, !proxy.isEmpty {
            access.proxyURL = proxy
            if !["http://", "https://", "socks5://"].contains(where: proxy.hasPrefix) {
                complain(place, "proxy-url", "it must begin with http://, https:// or socks5://")
            }
        }
    }

    private mutating func readServer(_ server: String?, _ place: Place) {
        guard let server, !server.isEmpty else { return complain(place, "server", "the API server's URL is missing") }
        access.server = server
        if !server.hasPrefix("https://"), !server.hasPrefix("http://") {
            complain(place, "server", "it must begin with https:// or http://")
        }
    }

    private mutating func readUser(_ entry: Kubeconfig.Entry<KubeconfigFile.User>, _ name: String) {
        let (user, place) = (entry.value, Place(file: entry.file, field: "users[\(name)]"))
        readCertificate(user, place)
        access.login = login(of: user, place)
        if user.impersonates?.isEmpty == false {
            complain(place, "as", "acting as somebody else is not supported; use that user's own credentials")
        }
        if let provider = user.authProvider {
            let name = provider.name.map { " \"\($0)\"" } ?? ""
            complain(place, "auth-provider", "the auth provider\(name) is not supported; use an exec plugin")
        }
    }

    private mutating func readCertificate(_ user: KubeconfigFile.User, _ place: Place) {
        let keyData = user.clientKeyData?.reveal()
        let (file, data) = (user.clientCertificate, user.clientCertificateData)
        let certificate = material(file: file, data: data, "client-certificate", place)
        let key = material(file: user.clientKey, data: keyData, "client-key", place)
        switch (certificate, key) {
        case (let certificate?, let key?):
            access.certificate = ClusterAccess.ClientCertificate(certificate: certificate, key: key)
        case (_?, nil): complain(place, "client-key", "the client certificate's key is missing")
        case (nil, _?): complain(place, "client-certificate", "the client key's certificate is missing")
        case (nil, nil): break
        }
    }

    private mutating func login(of user: KubeconfigFile.User, _ place: Place) -> ClusterAccess.Login {
        let hasToken = user.token.map { !$0.reveal().isEmpty } ?? false
        if let username = user.username, !username.isEmpty {
            if hasToken || user.tokenFile != nil {
                complain(place, "token", "it can't be set beside username; remove one")
            }
            return .password(user: username, user.password ?? Redacted(""))
        }
        if let file = user.tokenFile, !file.isEmpty { return .tokenFile(place.path(file)) }
        if hasToken, let token = user.token { return .token(token) }
        // client-go asks no plugin either when there are other credentials.
        guard let exec = user.exec, access.certificate == nil else { return .none }
        return plugin(exec, place).map(ClusterAccess.Login.exec) ?? .none
    }

    private mutating func plugin(_ exec: KubeconfigFile.Exec, _ place: Place) -> ExecPlugin? {
        guard let command = exec.command, !command.isEmpty else {
            complain(place, "exec.command", "the program is missing")
            return nil
        }
        let apiVersion = exec.apiVersion ?? ""
        if !ExecPlugin.versions.contains(apiVersion) {
            complain(place, "exec.apiVersion", "it must be \(ExecPlugin.versions.joined(separator: " or "))")
        }
        if exec.interactiveMode == "Always" {
            complain(place, "exec.interactiveMode", "nobody sits at this terminal; it must be Never or IfAvailable")
        }
        let variables = (exec.env ?? []).map { ($0.name, $0.value ?? "") }
        return ExecPlugin(
            // A bare name is looked for in PATH; anything else is a path.
            command: command.contains("/") ? place.path(command) : command,
            arguments: exec.args ?? [],
            environment: Dictionary(variables) { _, last in last },
            apiVersion: apiVersion,
            installHint: exec.installHint,
            cluster: exec.provideClusterInfo == true ? clusterInfo : nil
        )
    }

    private var clusterInfo: ExecPlugin.Cluster {
        var authorities: String?
        if case .data(let pem) = access.authorities { authorities = Data(pem.bytes).base64EncodedString() }
        return ExecPlugin.Cluster(
            server: access.server,
            insecureSkipTLSVerify: access.verifiesServer ? nil : true,
            certificateAuthorityData: authorities,
            proxyURL: access.proxyURL
        )
    }

    private mutating func material(
        file: String?,
        data: String?,
        _ field: String,
        _ place: Place
    ) -> ClusterAccess.Material? {
        let (file, data) = (file ?? "", data ?? "")
        if !file.isEmpty, !data.isEmpty {
            complain(place, field, "it can't be set beside \(field)-data; remove one")
        }
        if !data.isEmpty {
            guard let bytes = Data(base64Encoded: data, options: .ignoreUnknownCharacters), !bytes.isEmpty else {
                complain(place, "\(field)-data", "it must be PEM in base64")
                return nil
            }
            return .data(PEM([UInt8](bytes)))
        }
        return file.isEmpty ? nil : .file(place.path(file))
    }

    private mutating func complain(_ place: Place, _ field: String, _ message: String) {
        complain("\(place.field).\(field)", file: place.file, message)
    }

    /// Where an entry is written.
    private struct Place {
        var file: String
        var field: String

        /// A path that is relative to the file.
        func path(_ path: String) -> String {
            guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
            return "\(file[...slash])\(path)"
        }
    }
}
