public import Kubernetes

/// A cluster's Nodes, as those who keep them true to the cloud reach them.
public struct ClusterNodes: Sendable {
    let store: ObjectStore<Node>
    let client: KubernetesClient
    let events: EventRecorder
    let clock: ClientClock

    /// The Nodes of a cluster.
    ///
    /// - Parameters:
    ///   - store: What is known of them; a reflector keeps it.
    ///   - client: Through which they are changed.
    ///   - events: A recorder that runs, with the component of the controller that is given the Nodes.
    public init(
        _ store: ObjectStore<Node>,
        client: KubernetesClient,
        events: EventRecorder,
        clock: ClientClock = .system
    ) {
        self.store = store
        self.client = client
        self.events = events
        self.clock = clock
    }
}
