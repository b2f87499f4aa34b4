/// What the API server refuses in a Service's ports.
enum ServicePortValidation {
    private static let protocols = ["SCTP", "TCP", "UDP"]

    /// What is wrong with the ports.
    static func problems(_ kind: ServiceKind) -> [FieldProblem] {
        let ports = kind.ports
        if ports.isEmpty, !kind.isHeadless, kind.type != "ExternalName" { return [.required("spec.ports")] }
        var problems: [FieldProblem] = []
        for (index, port) in ports.enumerated() {
            let field = "spec.ports[\(index)]"
            problems += nameProblems(port, at: field, among: ports, before: index)
            problems += valueProblems(port, at: field)
            problems += nodePortProblems(port, at: field, kind: kind)
            if ports[..<index].contains(where: { isSame($0, port, "port") }) {
                problems.append(.duplicate(field, ["protocol": port["protocol"] ?? nil, "port": port["port"] ?? nil]))
            }
            let isRepeated = ports[..<index].contains { isSame($0, port, "nodePort") }
            if let nodePort = port["nodePort"], isRepeated {
                problems.append(.duplicate("\(field).nodePort", nodePort))
            }
        }
        return problems
    }

    private static func isSame(_ left: JSONValue, _ right: JSONValue, _ field: String) -> Bool {
        left["protocol"] == right["protocol"] && left[field] == right[field]
    }

    private static func nameProblems(
        _ port: JSONValue,
        at field: String,
        among ports: [JSONValue],
        before index: Int
    ) -> [FieldProblem] {
        guard let name = port["name"]?.stringValue else {
            return ports.count > 1 ? [.required("\(field).name")] : []
        }
        let problems = NameRules.label(name).map { FieldProblem.invalid("\(field).name", .string(name), $0) }
        let isTaken = ports[..<index].contains { $0["name"] == .string(name) }
        return problems + (isTaken ? [.duplicate("\(field).name", .string(name))] : [])
    }

    private static func valueProblems(_ port: JSONValue, at field: String) -> [FieldProblem] {
        let number = port["port"]?.intValue ?? 0
        var problems = NameRules.portNumber(number).map { FieldProblem.invalid("\(field).port", .int(number), $0) }
        let name = port["protocol"]?.stringValue ?? ""
        if !protocols.contains(name) { problems.append(.notSupported("\(field).protocol", name, known: protocols)) }
        switch port["targetPort"] {
        case .int(let target):
            problems += NameRules.portNumber(target).map { .invalid("\(field).targetPort", .int(target), $0) }
        case .string(let target):
            problems += NameRules.portName(target).map { .invalid("\(field).targetPort", .string(target), $0) }
        default: break
        }
        if let protocolName = port["appProtocol"]?.stringValue {
            problems += NameRules.qualifiedName(protocolName).map {
                .invalid("\(field).appProtocol", .string(protocolName), $0)
            }
        }
        return problems
    }

    private static func nodePortProblems(_ port: JSONValue, at field: String, kind: ServiceKind) -> [FieldProblem] {
        guard port["nodePort"] != nil, !kind.mayHaveNodePorts else { return [] }
        return [.forbidden("\(field).nodePort", "may not be used when `type` is '\(kind.type)'")]
    }
}
