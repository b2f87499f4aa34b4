import CloudProvider
import Kubernetes

extension ClusterConnection {
    /// Puts our finalizer on a Service that is about to get a load balancer, so that it can't go before that.
    ///
    /// Taking it off again, and the Service's status, are the controller's.
    func keep(_ item: ServiceInput.Item) async throws {
        let (service, finalizer) = (item.service, ServiceRules.finalizer)
        guard case .served = item.wish, !service.metadata.finalizers.contains(finalizer) else { return }
        let patch = ObjectPatch.adding(finalizer: finalizer, to: service.metadata.finalizers)
        do throws(KubernetesError) {
            try await client.patch(Service.self, service.key, .status, with: patch)
        } catch {
            throw Failure([
                "Service \(service.key) gets no load balancer, because it can't be given the finalizer \(finalizer) first:",
                "\(error)",
            ])
        }
    }
}
