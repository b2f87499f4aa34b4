import CurlTransport
import FoundationEssentials
import Synchronization

@testable import CloudProvider
@testable import Kubernetes

/// The Services of an API server, and the watch on them.
final class FakeAPI: HTTPTransport {
    private struct State {
        var services: [ObjectKey: Service] = [:]
        var version = 100
        var refusal: @Sendable (String) -> Int? = { _ in nil }
        var isWatched = true
    }

    /// What the watch shows.
    let store = ObjectStore<Service>()
    private let state = Mutex(State())
    private let journal: Journal

    init(_ journal: Journal) { self.journal = journal }

    subscript(name: String) -> Service? { state.withLock { $0.services[ObjectKey(namespace: "ns", name: name)] } }

    /// Refuses patches whose text calls for it with that status.
    func refuse(_ refusal: @escaping @Sendable (String) -> Int?) { state.withLock { $0.refusal = refusal } }

    /// Whether the watch shows what is written.
    func watch(_ isWatched: Bool) { state.withLock { $0.isWatched = isWatched } }

    /// A user applies a Service.
    func apply(_ service: Service) { put(service) }

    /// A user changes a Service.
    func change(_ name: String, _ edit: (inout Service) -> Void) {
        guard var service = self[name] else { return }
        edit(&service)
        put(service)
    }

    /// A user deletes a Service.
    func delete(_ name: String) { change(name) { $0.metadata.deletionTimestamp = "2026-01-01T00:00:00Z" } }

    /// Somebody takes all finalizers off.
    func vanish(_ name: String) {
        guard let service = self[name] else { return }
        state.withLock { $0.services[service.key] = nil }
        store.remove(service)
    }

    @discardableResult
    private func put(_ service: Service) -> Service {
        let isGone = service.isBeingDeleted && service.metadata.finalizers.isEmpty
        let (stored, isWatched) = state.withLock { state in
            var stored = service
            state.version += 1
            stored.metadata.resourceVersion = "\(state.version)"
            state.services[service.key] = isGone ? nil : stored
            return (stored, state.isWatched)
        }
        if isWatched { isGone ? store.remove(stored) : store.put(stored) }
        return stored
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let path = request.url.split(separator: "/")
        guard request.method == .patch, path.count > 2, path.last == "status",
            let body = try? JSONDecoder().decode(JSONValue.self, from: Data(request.body ?? []))
        else { throw TransportError(.invalid, "not served: \(request.url)") }
        let (name, text) = (String(path[path.count - 2]), String(decoding: request.body ?? [], as: UTF8.self))
        let refusal = self[name] == nil ? 404 : state.withLock { $0.refusal }(text)
        journal.write("api \(name) \(Self.word(body))\(refusal.map { " -> \($0)" } ?? "")")
        guard refusal == nil, var service = self[name] else { return HTTPResponse(status: refusal ?? 404) }
        Self.merge(body, into: &service)
        guard let answer = try? JSONEncoder().encode(put(service)) else { throw TransportError(.invalid, "no JSON") }
        return HTTPResponse(status: 200, body: [UInt8](answer))
    }

    func stream(_ request: HTTPRequest) async throws(TransportError) -> HTTPStreamedResponse {
        throw TransportError(.invalid, "not served: \(request.url)")
    }
}

extension FakeAPI {
    /// What a patch does, in the order in which it is looked at.
    private static func word(_ body: JSONValue) -> String {
        var words: [String] = []
        if body["metadata"]?["$deleteFromPrimitiveList/finalizers"] != nil {
            words.append("-finalizer")
        } else if body["metadata"]?["finalizers"] != nil {
            words.append("+finalizer")
        }
        if let ingress = body["status"]?["loadBalancer"]?["ingress"] { words.append("ingress=\(ingress.compact)") }
        for condition in body["status"]?["conditions"]?.elements ?? [] {
            words.append("condition=\((condition["$patch"] ?? condition["status"] ?? .null).compact)")
        }
        return words.joined(separator: " ")
    }

    /// Strategic merge, as far as Services' finalizers and status go.
    private static func merge(_ body: JSONValue, into service: inout Service) {
        let gone = body["metadata"]?["$deleteFromPrimitiveList/finalizers"]?.elements.map(\.compact) ?? []
        service.metadata.finalizers.removeAll(where: gone.contains)
        for finalizer in body["metadata"]?["finalizers"]?.elements.map(\.compact) ?? []
        where !service.metadata.finalizers.contains(finalizer) {
            service.metadata.finalizers.append(finalizer)
        }
        if let ingress = body["status"]?["loadBalancer"]?["ingress"] {
            service.status.loadBalancer.ingress = ingress.elements.compactMap { $0.decode() }
        }
        for condition in body["status"]?["conditions"]?.elements ?? [] {
            service.status.conditions.removeAll { $0.type == condition["type"]?.compact }
            if condition["$patch"] == nil, let new: Condition = condition.decode() {
                service.status.conditions.append(new)
            }
        }
    }
}

extension JSONValue {
    fileprivate var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// A text as it is, anything else as JSON.
    fileprivate var compact: String {
        if case .string(let text) = self { return text }
        return (try? JSON.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    fileprivate func decode<Value: Decodable>() -> Value? {
        (try? JSON.encode(self)).flatMap { try? JSON.decode(Value.self, from: $0) }
    }
}
