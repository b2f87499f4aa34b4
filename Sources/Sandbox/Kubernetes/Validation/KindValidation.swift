/// What single kinds ask for, beside Services.
enum KindValidation {
    /// What is wrong with an object.
    static func problems(_ object: JSONValue, of resource: APIResource) -> [FieldProblem] {
        switch resource.kind {
        case "Service": ServiceValidation.problems(object)
        case "Node": nodeProblems(object)
        case "Lease": leaseProblems(object)
        case "Event": eventProblems(object)
        default: []
        }
    }

    /// What is wrong with a change of an object.
    static func changeProblems(from old: JSONValue, to new: JSONValue, of resource: APIResource) -> [FieldProblem] {
        switch resource.kind {
        case "Service": ServiceValidation.changeProblems(from: old, to: new)
        case "Node": nodeChangeProblems(from: old, to: new)
        case "Secret", "ConfigMap": frozenProblems(from: old, to: new)
        default: []
        }
    }

    private static func nodeProblems(_ node: JSONValue) -> [FieldProblem] {
        let effects = ["NoExecute", "NoSchedule", "PreferNoSchedule"]
        var problems: [FieldProblem] = []
        for (index, taint) in node.list("spec", "taints").enumerated() {
            let (key, effect) = (taint["key"]?.stringValue ?? "", taint["effect"]?.stringValue ?? "")
            let field = "metadata.taints[\(index)]"
            problems += NameRules.qualifiedName(key).map { .invalid("\(field).key", .string(key), $0) }
            if effect.isEmpty {
                problems.append(.required("\(field).effect"))
            } else if !effects.contains(effect) {
                problems.append(.notSupported("\(field).effect", effect, known: effects))
            }
            let isRepeated = node.list("spec", "taints")[..<index].contains {
                $0["key"] == taint["key"] && $0["effect"] == taint["effect"]
            }
            if isRepeated {
                problems.append(.duplicate(field, taint, "taints must be unique by key and effect pair"))
            }
        }
        for (index, range) in node.list("spec", "podCIDRs").compactMap(\.stringValue).enumerated() {
            problems += NameRules.network(range).map { .invalid("spec.podCIDRs[\(index)]", .string(range), $0) }
        }
        let addresses = node.list("status", "addresses")
        for (index, address) in addresses.enumerated() where addresses[..<index].contains(address) {
            problems.append(.duplicate("status.addresses[\(index)]", address))
        }
        return problems
    }

    private static func nodeChangeProblems(from old: JSONValue, to new: JSONValue) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        if let id = old["spec", "providerID"], id != new["spec", "providerID"] {
            let detail = "node updates may not change providerID except from \"\" to valid"
            problems.append(.forbidden("spec.providerID", detail))
        }
        if let ranges = old["spec", "podCIDRs"], ranges != new["spec", "podCIDRs"] {
            let detail = "node updates may not change podCIDR except from \"\" to valid"
            problems.append(.forbidden("spec.podCIDRs", detail))
        }
        return problems
    }

    private static func leaseProblems(_ lease: JSONValue) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        if let seconds = lease["spec", "leaseDurationSeconds"], (seconds.intValue ?? 0) <= 0 {
            problems.append(.invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0"))
        }
        if let count = lease["spec", "leaseTransitions"], (count.intValue ?? 0) < 0 {
            problems.append(.invalid("spec.leaseTransitions", count, "must be greater than or equal to 0"))
        }
        return problems
    }

    private static func eventProblems(_ event: JSONValue) -> [FieldProblem] {
        let namespace = event["metadata", "namespace"]?.stringValue ?? ""
        let involved = event["involvedObject", "namespace"]?.stringValue ?? ""
        var problems: [FieldProblem] = []
        if involved.isEmpty ? namespace != "default" : involved != namespace {
            problems.append(.invalid("involvedObject.namespace", .string(involved), "does not match event.namespace"))
        }
        guard event["eventTime"]?.stringValue != nil else { return problems }
        for field in [
            "reportingComponent", "reportingInstance", "action", "reason",
        ] where (event[field]?.stringValue ?? "").isEmpty {
            problems.append(.required(field))
        }
        let type = event["type"]?.stringValue ?? ""
        if !["Normal", "Warning"].contains(type) {
            problems.append(.invalid("type", .string(type), "has invalid value"))
        }
        return problems
    }

    private static func frozenProblems(from old: JSONValue, to new: JSONValue) -> [FieldProblem] {
        guard old["immutable"] == true else { return [] }
        let detail = "field is immutable when `immutable` is set"
        return ["immutable", "data", "binaryData"].filter { old[$0] != new[$0] }.map { .forbidden($0, detail) }
    }
}
