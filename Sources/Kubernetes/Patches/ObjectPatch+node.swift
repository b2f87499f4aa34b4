extension ObjectPatch {
    /// Replaces a Node's addresses. Without `$patch` the API server would merge them by type, and keep one of each only.
    public static func addresses(_ addresses: [NodeAddress]) -> ObjectPatch {
        let list: [JSONValue] = addresses.map { address in
            ["address": .string(address.address), "type": .string(address.type.rawValue)]
        }
        return ObjectPatch(.strategicMerge, ["status": ["addresses": .array(list + [["$patch": "replace"]])]])
    }

    /// Makes an edit true of a Node; `nil` if it is true already.
    ///
    /// A list of taints is written as a whole, and therefore only over the version of the Node that was read. A provider id
    /// is written once and never changed (core/v1 NodeSpec `providerID`).
    public static func edit(_ edit: NodeEdit, of node: Node) -> ObjectPatch? {
        let taints = edit.taints(of: node)
        let isTainted = taints != node.spec.taints
        let patch = isTainted ? Self.taints(taints, resourceVersion: node.metadata.resourceVersion) : nil
        var (metadata, spec) = (patch?.body["metadata"], patch?.body["spec"])
        if let id = edit.providerID, node.spec.providerID.isEmpty {
            spec = (spec ?? [:]).with("providerID", .string(id))
        }
        let labels = edit.labels.filter { node.metadata.labels[$0.key] != $0.value }
        if !labels.isEmpty { metadata = (metadata ?? [:]).with("labels", .object(labels.mapValues(JSONValue.string))) }
        let members = ["metadata": metadata, "spec": spec].compactMapValues(\.self)
        return members.isEmpty ? nil : ObjectPatch(.strategicMerge, .object(members))
    }
}

extension JSONValue {
    /// The object with one more member.
    fileprivate func with(_ key: String, _ value: JSONValue) -> JSONValue {
        var copy = self
        copy[key] = value
        return copy
    }
}

/// A change of a Node, said as a difference, so that it can be made from whatever the Node is by then.
public struct NodeEdit: Sendable, Hashable {
    /// The provider id of a Node that has none; `nil` leaves it.
    public var providerID: String?
    /// Labels to set; others stay.
    public var labels: [String: String] = [:]
    /// Taints to add.
    public var addedTaints: [Taint] = []
    /// Keys of the taints to remove.
    public var removedTaints: Set<String> = []

    /// Creates an edit that changes nothing yet.
    public init() {}

    /// The Node's taints afterwards.
    public func taints(of node: Node) -> [Taint] {
        let rest = node.spec.taints.filter { !removedTaints.contains($0.key) }
        return rest + addedTaints.filter { new in !rest.contains { $0.key == new.key && $0.effect == new.effect } }
    }
}
