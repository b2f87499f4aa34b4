import Planning

/// Compares a resource with its wish, field by field; a field that the wish leaves unset is not compared.
struct Drift {
    /// The fields that differ, in the order in which they were compared.
    private(set) var fields: [FieldChange] = []
    /// Whether every wanted value is sent, also one that is there already: how a resource in ERROR is repaired.
    let repairing: Bool

    init(repairing: Bool = false) {
        self.repairing = repairing
    }

    /// Whether there is anything to send.
    var isEmpty: Bool { fields.isEmpty && !repairing }

    /// The value to send: the wanted one if it differs.
    mutating func compare<Value: Equatable & PlanValueConvertible>(
        _ name: String,
        _ observed: Value?,
        _ wanted: Value?
    ) -> Value? {
        guard let wanted else { return nil }
        if observed != wanted { show(name, from: observed, to: wanted) }
        return observed != wanted || repairing ? wanted : nil
    }

    /// Records a difference that was found by other means.
    mutating func show(_ name: String, from before: some PlanValueConvertible, to after: some PlanValueConvertible) {
        fields.append(FieldChange(name, from: before, to: after))
    }

    /// Why the resource is changed.
    var reason: String {
        if repairing { return "it is in ERROR: its wanted state is sent once more" }
        let names = fields.map(\.name)
        if names == ["tags"] { return "its tags do not say yet whose it is" }
        if names == ["default_pool_id"] { return "its traffic goes to the pool wanted for it" }
        let last = names.last ?? ""
        let list = names.count > 1 ? names.dropLast().joined(separator: ", ") + " and " + last : last
        return "\(list) \(names.count > 1 ? "differ" : "differs") from the Service"
    }
}
