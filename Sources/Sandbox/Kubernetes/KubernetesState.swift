/// A Kubernetes API server without a network: requests go in, answers and the events of watches come out.
///
/// Guarantees: a value; time and requests move it on, and nothing else. What a watch is sent appears in `signals` in the order of the
/// writes, its first events before the answer of the request that opened it is returned.
struct KubernetesState: Sendable {
    /// What can be changed while it runs.
    var settings = KubernetesSettings()
    /// The objects.
    var store = ObjectStore()
    /// The watches that are open.
    var watches: [Int: Watch] = [:]
    /// What watches are to be sent; whoever serves them takes it out.
    var signals: [WatchSignal] = []
    /// What each manager last applied, by object.
    var applied: [String: JSONValue] = [:]
    /// The time of the last request.
    var clock: Instant
    /// The ports and addresses that Services hold.
    var allocation: ServiceAllocation
    private var ids: Identifiers
    private var nextWatch = 1

    /// What a request leads to.
    enum Answer: Sendable {
        /// An answer that is complete.
        case response(SandboxResponse)
        /// A watch that is now open.
        case watch(Int)
    }

    /// Creates a cluster with the namespaces that every one has; equal seeds and calls give equal ids and ports.
    init(seed: UInt64, now: Instant) {
        ids = Identifiers(seed: seed)
        clock = now
        allocation = ServiceAllocation(seed: ids.next())
        seedCluster(now: now)
    }

    /// Answers one request.
    mutating func handle(_ request: IncomingRequest, now: Instant) -> Answer {
        advance(to: now)
        do {
            return try route(request, now: now)
        } catch {
            return .response(error.response)
        }
    }

    /// An id for an object.
    mutating func newUID() -> String { ids.uuid() }

    /// The number of a watch.
    mutating func newWatchID() -> Int {
        defer { nextWatch += 1 }
        return nextWatch
    }

    /// The end of a generated name: five letters and digits, as the real server chooses them.
    mutating func newNameSuffix() -> String {
        let letters = Array("bcdfghjklmnpqrstvwxz2456789")
        return String((0..<5).map { _ in letters[Int(ids.next() % UInt64(letters.count))] })
    }

    private mutating func seedCluster(now: Instant) {
        for name in ["default", "kube-node-lease", "kube-public", "kube-system"] {
            seed("namespaces", ["metadata": ["name": .string(name)]], in: nil, now: now)
        }
        let ports: JSONValue = [["name": "https", "port": 443, "targetPort": 6443]]
        let labels: JSONValue = ["component": "apiserver", "provider": "kubernetes"]
        let service: JSONValue = [
            "metadata": ["name": "kubernetes", "labels": labels], "spec": ["clusterIP": "10.96.0.1", "ports": ports],
        ]
        seed("services", service, in: "default", now: now)
        let certificates: JSONValue = ["metadata": ["name": "extension-apiserver-authentication"], "data": [:]]
        seed("configmaps", certificates, in: "kube-system", now: now)
    }

    private mutating func seed(_ name: String, _ object: JSONValue, in namespace: String?, now: Instant) {
        guard let resource = APIResource.named(name, group: "") else { return }
        let target = ResourcePath(resource: resource, namespace: namespace, name: nil, subresource: nil)
        _ = try? create(object, at: target, options: WriteOptions(), now: now)
    }
}
