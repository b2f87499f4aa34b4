import Kubernetes

/// The uid of the namespace kube-system: what tells one cluster from another, and so what is ours in OpenStack.
enum ClusterUID {
    /// Reads it.
    ///
    /// - Throws: ``Failure`` with the missing rule if it may not be read, else `KubernetesError`.
    static func read(_ client: KubernetesClient) async throws -> String {
        do {
            return try await client.get(Namespace.self, ObjectKey(name: "kube-system")).metadata.uid
        } catch {
            guard error.code == .forbidden else { throw error }
            throw Failure([
                "\(error)",
                "the namespace's uid tells occm which load balancers are this cluster's; either allow `get` on "
                    + "`namespaces` with the resource name kube-system, or give --cluster-uid UID",
            ])
        }
    }

    /// Reads it as soon as the API server answers.
    ///
    /// - Throws: What waiting does not help against.
    static func readPatiently(
        _ client: KubernetesClient,
        clock: ClientClock = .system,
        waiting: (KubernetesError) -> Void
    ) async throws -> String {
        while true {
            do {
                return try await read(client)
            } catch {
                guard let failure = error as? KubernetesError, failure.mayPass else { throw error }
                waiting(failure)
            }
            try await clock.sleep(.seconds(1))
        }
    }
}

extension KubernetesError {
    /// Whether it may be gone a little later.
    fileprivate var mayPass: Bool { code == .unreachable || code == .throttled || code == .server }
}
