import Kubernetes

/// The uid of the namespace kube-system, which is the cluster's identity in OpenStack's tags.
enum ClusterUID {
    /// Reads it, and waits for an API server that does not answer yet.
    ///
    /// - Throws: ``Failure`` if it may not be read.
    static func read(
        _ client: KubernetesClient,
        clock: ClientClock = .system,
        waiting: (KubernetesError) -> Void
    ) async throws -> String {
        while true {
            do throws(KubernetesError) {
                return try await client.get(Namespace.self, ObjectKey(namespace: "", name: "kube-system")).metadata.uid
            } catch {
                switch error.code {
                case .unreachable, .throttled, .server: waiting(error)
                case .cancelled: throw CancellationError()
                case .forbidden, .unauthorized: throw Failure("\(error)\n\(remedy)")
                default: throw Failure("the uid of the namespace kube-system can't be read: \(error)")
                }
            }
            try await clock.sleep(.seconds(1))
        }
    }

    private static let remedy = """
        occm needs the uid of the namespace kube-system to mark what is this cluster's in OpenStack: \
        allow "get" on namespaces with resourceNames ["kube-system"] (manifests/ has the rule), or give --cluster-uid
        """
}
