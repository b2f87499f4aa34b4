import CurlTransport
import Kubernetes

/// The clients of a running controller: each kind of traffic at its own pace, so that none holds up another, and the
/// lease on connections of its own.
struct ControllerClients: Sendable {
    /// Lists, watches and what is read once.
    let informers: KubernetesClient
    /// Finalizers and statuses of Services.
    let services: KubernetesClient
    /// What is written to Nodes about their machines.
    let nodes: KubernetesClient
    /// What is written to Nodes about their routes.
    let routes: KubernetesClient
    /// Events.
    let events: KubernetesClient
    /// The lease.
    let lease: KubernetesClient
    /// What asks the API server about those who ask us.
    let reviews: KubernetesClient

    /// Creates clients at `--kube-api-qps` and `--kube-api-burst`; nothing is sent yet.
    init(
        _ credentials: ClusterCredentials,
        rate: Double,
        burst: Double,
        observer: (@Sendable (FinishedCall) -> Void)? = nil
    ) async throws(KubernetesError) {
        func named(_ name: String, _ client: KubernetesClient, _ pace: RequestPace? = nil) -> KubernetesClient {
            var client = client.paced(by: pace ?? RequestPace(rate: rate, burst: burst))
            client.userAgent = "\(Version.userAgent) \(name)"
            client.observer = observer
            return client
        }
        let shared = try await credentials.makeClient()
        informers = named("shared-informers", shared)
        services = named("service-controller", shared)
        nodes = named("node-controller", shared)
        routes = named("route-controller", shared)
        events = named("event-recorder", shared)
        // As many as scrapes and probes need (apiserver `DelegatingAuthenticationOptions`).
        reviews = named("delegated-auth", shared, RequestPace(rate: 200, burst: 400))
        lease = named("leader-election", try await credentials.makeClient())
    }
}
