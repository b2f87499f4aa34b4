public import Kubernetes
public import Planning

/// What has to be written to a Node so that it is true to its machine.
public typealias NodePlan = Plan<NodeOperation>

/// One typed step of a plan for a Node.
public enum NodeOperation: Sendable, Hashable {
    /// Replaces its addresses.
    case setAddresses([NodeAddress])
    /// Changes labels, taints and provider id.
    case edit(NodeEdit)
    /// Removes it, if it is still the same one.
    case delete
}

extension NodePlan {
    /// A plan without steps.
    init(for node: Node) { self.init(subject: "Node \(node.metadata.name)") }

    /// Whether it ends the Node's wait for its cloud provider.
    var initializes: Bool {
        steps.contains { step in
            if case .edit(let edit) = step.operation {
                edit.removedTaints.contains(Node.uninitializedTaint)
            } else {
                false
            }
        }
    }

    /// Adds a step that replaces the Node's addresses, if they are others or in another order.
    mutating func setAddresses(_ addresses: [NodeAddress], of node: Node) {
        guard addresses != node.status.addresses else { return }
        let field = FieldChange("status.addresses", from: node.status.addresses, to: addresses)
        let change = Change(.update, node.resource, fields: [field], reason: "as its machine has them")
        steps.append(Step([change], call: "PATCH \(node.path)/status", .setAddresses(addresses)))
    }

    /// Adds a step that edits the Node, if that changes anything.
    mutating func edit(_ node: Node, _ edit: NodeEdit, reason: String) {
        let fields = edit.fields(of: node)
        guard !fields.isEmpty else { return }
        let change = Change(.update, node.resource, fields: fields, reason: reason)
        steps.append(Step([change], call: "PATCH \(node.path)", .edit(edit)))
    }

    /// Adds a step that removes the Node.
    mutating func delete(_ node: Node, reason: String) {
        steps.append(Step([Change(.delete, node.resource, reason: reason)], call: "DELETE \(node.path)", .delete))
    }

    /// Adds a note.
    mutating func note(_ severity: Note.Severity, _ reason: Reason) {
        notes.append(Note(severity, reason.code, reason.message))
    }
}

extension Node {
    fileprivate var resource: ResourceKey { ResourceKey("node", metadata.name) }
    fileprivate var path: String { "/api/v1/nodes/\(metadata.name)" }
}

extension NodeEdit {
    /// What the edit changes of a Node.
    fileprivate func fields(of node: Node) -> [FieldChange] {
        var fields: [FieldChange] = []
        if let providerID, node.spec.providerID.isEmpty {
            fields.append(FieldChange("spec.providerID", to: providerID))
        }
        for (key, value) in labels.sorted(by: { $0.key < $1.key }) where node.metadata.labels[key] != value {
            fields.append(FieldChange("labels[\(key)]", from: node.metadata.labels[key], to: value))
        }
        let taints = taints(of: node)
        if taints != node.spec.taints { fields.append(FieldChange("spec.taints", from: node.spec.taints, to: taints)) }
        return fields
    }
}

extension NodeAddress: PlanValueConvertible {
    /// `InternalIP 10.0.0.5`.
    public var planValue: PlanValue { .string("\(type) \(address)") }
}

extension Taint: PlanValueConvertible {
    /// As kubectl writes it: `key=value:effect`.
    public var planValue: PlanValue {
        .string(key + (value.flatMap { $0.isEmpty ? nil : "=\($0)" } ?? "") + ":\(effect)")
    }
}
