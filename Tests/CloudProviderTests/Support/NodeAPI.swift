import CurlTransport
import FoundationEssentials
import Synchronization

@testable import Kubernetes

/// The Nodes of an API server, and the watch on them.
final class NodeAPI: HTTPTransport {
    private struct State {
        var nodes: [String: Node] = [:]
        /// The conditions that were written, whole.
        var conditions: [String: [Condition]] = [:]
        var version = 6
        var refusal: @Sendable (String) -> Int? = { _ in nil }
    }

    /// What the watch shows.
    let store = ObjectStore<Node>()
    private let state = Mutex(State())
    private let journal: Journal

    init(_ journal: Journal, nodes: [Node]) {
        self.journal = journal
        let stored = nodes.map(stamp)
        store.replace(with: .of(stored))
    }

    subscript(name: String) -> Node? { state.withLock { $0.nodes[name] } }

    /// The last condition of that type that was written to a Node.
    func condition(_ type: String, of name: String) -> Condition? {
        state.withLock { $0.conditions[name] }?.last { $0.type == type }
    }

    /// Refuses calls whose line calls for it with that status.
    func refuse(_ refusal: @escaping @Sendable (String) -> Int?) { state.withLock { $0.refusal = refusal } }

    /// A kubelet or a user registers or changes a Node.
    func apply(_ node: Node) { store.put(stamp(node)) }

    /// A kubelet or a user changes a Node.
    func change(_ name: String, _ edit: (inout Node) -> Void) {
        if let node = self[name] { apply(node.with(edit)) }
    }

    /// A Node is changed, and the watch has not told yet.
    func changeUnseen(_ name: String, _ edit: (inout Node) -> Void) {
        if let node = self[name] { _ = stamp(node.with(edit)) }
    }

    private func stamp(_ node: Node) -> Node {
        state.withLock { state in
            state.version += 1
            let stored = node.with { $0.metadata.resourceVersion = "\(state.version)" }
            state.nodes[node.metadata.name] = stored
            return stored
        }
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let path = request.url.split(separator: "/").drop { $0 != "nodes" }.dropFirst()
        guard let name = path.first.map(String.init) else {
            throw TransportError(.invalid, "not served: \(request.url)")
        }
        let body = (request.body).flatMap { try? JSON.decode(JSONValue.self, from: $0) } ?? .null
        let text = request.method == .patch ? " \(String(decoding: request.body ?? [], as: UTF8.self))" : ""
        let line = "api \(request.method.rawValue) nodes/\(path.joined(separator: "/"))\(text)"
        let refusal = self[name] == nil ? 404 : state.withLock { $0.refusal }(line) ?? conflict(body, name)
        journal.write(line + (refusal.map { " -> \($0)" } ?? ""))
        guard refusal == nil, let node = self[name] else { return HTTPResponse(status: refusal ?? 404) }
        return try perform(request.method, body, on: node)
    }

    func stream(_ request: HTTPRequest) async throws(TransportError) -> HTTPStreamedResponse {
        throw TransportError(.invalid, "not served: \(request.url)")
    }

    private func perform(_ method: HTTPMethod, _ body: JSONValue, on node: Node) throws(TransportError) -> HTTPResponse
    {
        var node = node
        switch method {
        case .delete:
            state.withLock { $0.nodes[node.metadata.name] = nil }
            store.remove(node)
            return HTTPResponse(status: 200, body: [UInt8]("{}".utf8))
        case .patch:
            let conditions: [Condition] = body["status"]?["conditions"]?.decode() ?? []
            state.withLock { $0.conditions[node.metadata.name, default: []] += conditions }
            node = stamp(node.merged(with: body))
            store.put(node)
        default: break
        }
        guard let answer = try? JSON.encode(node) else { throw TransportError(.invalid, "no JSON") }
        return HTTPResponse(status: 200, body: answer)
    }

    private func conflict(_ body: JSONValue, _ name: String) -> Int? {
        guard case .string(let version)? = body["metadata"]?["resourceVersion"] else { return nil }
        return version == self[name]?.metadata.resourceVersion ? nil : 409
    }
}

extension Node {
    /// Strategic merge, as far as what controllers write to Nodes goes.
    fileprivate func merged(with body: JSONValue) -> Node {
        var node = self
        if case .object(let labels)? = body["metadata"]?["labels"] {
            for (key, value) in labels { node.metadata.labels[key] = value.decode() }
        }
        if let id: String = body["spec"]?["providerID"]?.decode() { node.spec.providerID = id }
        if let taints = body["spec"]?["taints"] { node.spec.taints = taints.decode() ?? [] }
        if case .array(let list)? = body["status"]?["addresses"] {
            if list.contains(["$patch": "replace"]) { node.status.addresses = [] }
            for new in list.compactMap({ element -> NodeAddress? in element.decode() }) {
                // Lists are merged by type; only a replaced one can have two of a type.
                if !list.contains(["$patch": "replace"]) { node.status.addresses.removeAll { $0.type == new.type } }
                node.status.addresses.append(new)
            }
        }
        for condition: NodeCondition in body["status"]?["conditions"]?.decode() ?? [] {
            node.status.conditions.removeAll { $0.type == condition.type }
            node.status.conditions.append(condition)
        }
        return node
    }
}

extension JSONValue {
    fileprivate func decode<Value: Decodable>() -> Value? {
        (try? JSON.encode(self)).flatMap { try? JSON.decode(Value.self, from: $0) }
    }
}
