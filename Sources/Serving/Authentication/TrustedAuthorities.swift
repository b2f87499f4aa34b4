import FoundationEssentials
import Kubernetes
import Synchronization

/// Whose client certificates count now: as files say, else as the cluster says in the ConfigMap
/// `kube-system/extension-apiserver-authentication`.
///
/// Guarantees: what can't be read changes nothing and is reported once, until it changes.
final class TrustedAuthorities: Sendable {
    /// Whose client certificates count.
    struct Trusted: Sendable, Hashable {
        /// CAs of users; `nil` if there are none.
        var clients: ClientAuthorities?
        /// The front proxy; `nil` if there is none.
        var frontProxy: FrontProxy?
    }

    private struct State {
        /// What the cluster said last.
        var cluster = Trusted()
        var current = Trusted()
        var refusal: ServingError?
    }

    private static let map = ObjectKey(namespace: "kube-system", name: "extension-apiserver-authentication")

    private let options: AuthenticationOptions
    private let client: KubernetesClient?
    private let files: ClusterFiles
    private let report: @Sendable (ServingNews) -> Void
    private let state = Mutex(State())

    /// - Parameter client: Asks the cluster; `nil` if it is not asked.
    init(
        _ options: AuthenticationOptions,
        client: KubernetesClient?,
        files: ClusterFiles,
        report: @escaping @Sendable (ServingNews) -> Void
    ) {
        self.options = options
        let needsCluster = options.clientAuthorityFile == nil || options.frontProxyAuthorityFile == nil
        self.client = needsCluster && !options.skipsLookup ? client : nil
        self.files = files
        self.report = report
    }

    var current: Trusted { state.withLock { $0.current } }

    /// Asks for the first time; that the cluster does not tell is an error unless it is tolerated. A cluster that does not
    /// answer is asked again soon, and its client certificates do not count until then.
    func load() async throws(ServingError) {
        do throws(ServingError) {
            try await askCluster()
        } catch {
            guard options.toleratesLookupFailure || error.code == .unavailable else { throw error }
            state.withLock { $0.refusal = error }
            report(.authoritiesRefused(error))
        }
        try readFiles()
    }

    /// Looks for changes until the task is cancelled: in files every so often, in the cluster at the lookup interval.
    func watch(every interval: Duration, clock: ClientClock) async {
        var next = clock.uptime() + options.lookupInterval
        while (try? await clock.sleep(interval)) != nil {
            let isDue = clock.uptime() >= next || state.withLock { $0.refusal?.code } == .unavailable
            if isDue { next = clock.uptime() + options.lookupInterval }
            await refresh(asksCluster: isDue)
        }
    }

    /// Looks for changes once.
    func refresh(asksCluster: Bool) async {
        do throws(ServingError) {
            if asksCluster { try await askCluster() }
            try readFiles()
            state.withLock { $0.refusal = nil }
        } catch {
            let isNew = state.withLock { state in
                defer { state.refusal = error }
                return state.refusal != error
            }
            if isNew { report(.authoritiesRefused(error)) }
        }
    }

    private func readFiles() throws(ServingError) {
        var trusted = state.withLock { $0.cluster }
        if let file = options.clientAuthorityFile { trusted.clients = try authorities(in: file) }
        if let file = options.frontProxyAuthorityFile {
            trusted.frontProxy = FrontProxy(authorities: try authorities(in: file), headers: options.frontProxyHeaders)
        }
        let isNew = state.withLock { state in
            defer { state.current = trusted }
            return state.current != trusted
        }
        if isNew { report(.authoritiesInUse) }
    }

    private func authorities(in path: String) throws(ServingError) -> ClientAuthorities {
        let bytes = try files.certificateFile(path)
        do throws(ClientAuthorities.Refusal) {
            return try ClientAuthorities(pem: bytes)
        } catch {
            throw ServingError(.certificate, "\(path): \(error.reason).")
        }
    }

    private func askCluster() async throws(ServingError) {
        guard let client else { return }
        let data: [String: String]
        do throws(KubernetesError) {
            data = try await client.get(ConfigMap.self, Self.map).data
        } catch  where error.code == .notFound {
            data = [:]
        } catch  where error.code == .unreachable || error.code == .server || error.code == .throttled {
            throw ServingError(
                .unavailable,
                "The ConfigMap \(Self.map), which says whose client certificates count: \(error)"
            )
        } catch {
            throw ServingError(
                .lookup,
                """
                The ConfigMap \(Self.map), which says whose client certificates count, can't be read: \(error). Bind the Role \
                extension-apiserver-authentication-reader, or set --authentication-tolerate-lookup-failure or \
                --authentication-skip-lookup.
                """
            )
        }
        let trusted = try Trusted(clusterData: data)
        state.withLock { $0.cluster = trusted }
    }
}

extension TrustedAuthorities.Trusted {
    /// Reads the ConfigMap's data (kube-apiserver writes it: PEM texts and JSON lists of strings).
    init(clusterData data: [String: String]) throws(ServingError) {
        clients = try Self.authorities("client-ca-file", in: data)
        guard let authorities = try Self.authorities("requestheader-client-ca-file", in: data) else { return }
        var headers = FrontProxyHeaders()
        headers.allowedNames = try Self.list("requestheader-allowed-names", in: data)
        headers.names = try Self.list("requestheader-username-headers", in: data)
        headers.uids = try Self.list("requestheader-uid-headers", in: data)
        headers.groups = try Self.list("requestheader-group-headers", in: data)
        headers.extraPrefixes = try Self.list("requestheader-extra-headers-prefix", in: data)
        frontProxy = FrontProxy(authorities: authorities, headers: headers)
    }

    private static func authorities(
        _ key: String,
        in data: [String: String]
    ) throws(ServingError) -> ClientAuthorities? {
        guard let text = data[key], !text.isEmpty else { return nil }
        do throws(ClientAuthorities.Refusal) {
            return try ClientAuthorities(pem: Array(text.utf8))
        } catch {
            throw unreadable(key, error.reason)
        }
    }

    private static func list(_ key: String, in data: [String: String]) throws(ServingError) -> [String] {
        guard let text = data[key], !text.isEmpty else { return [] }
        guard let list = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) else {
            throw unreadable(key, "it is no JSON list of strings")
        }
        return list
    }

    private static func unreadable(_ key: String, _ reason: String) -> ServingError {
        ServingError(.lookup, "Key \(key) of ConfigMap kube-system/extension-apiserver-authentication: \(reason).")
    }
}
