import Kubernetes
import Scenarios

extension ClusterStage {
    /// An object as it is now; `nil` if it is gone.
    func current<Object: KubernetesObject>(_ object: Object) async throws -> Object? {
        do {
            return try await client.get(Object.self, object.key)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// An object as it is now; that it is gone is a deviation.
    func present<Object: KubernetesObject>(_ object: Object) async throws -> Object {
        try unwrap(try await current(object), "\(Object.resource.kind) \(object.key)")
    }

    /// The events on an object. Those on objects of no namespace are in the default one.
    func events(on object: some KubernetesObject) async throws -> [Event] {
        let namespace = object.metadata.namespace
        return try await client.list(Event.self, ListRequest(namespace: namespace.isEmpty ? "default" : namespace))
            .items
            .filter { $0.involvedObject.uid == object.metadata.uid }
    }

    /// Waits until an object has an event.
    ///
    /// - Parameter text: What its message has in it.
    @discardableResult
    func waitForEvent<Object: KubernetesObject>(
        _ reason: String,
        on object: Object,
        saying text: String = "",
        within limit: Duration = .seconds(60)
    ) async throws -> Event {
        try await waitUntil("the \(Object.resource.kind) has an event \(reason)", within: limit) {
            let events = try await events(on: object)
            let event = events.first { $0.reason == reason && (text.isEmpty || $0.message.contains(text)) }
            return try unwrap(event, "such event, only \(events.map { "\($0.reason): \($0.message)" })")
        }
    }
}
