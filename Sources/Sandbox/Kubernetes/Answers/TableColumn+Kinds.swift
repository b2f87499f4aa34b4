import OrderedCollections

extension TableColumn {
    /// The columns of a kind, as the real server prints it.
    static func columns(of resource: APIResource) -> [TableColumn] {
        switch resource.kind {
        case "Service": [name] + service
        case "Node": [name] + node
        case "Event": event
        case "Namespace": [name, TableColumn("Status") { object, _ in text(object["status", "phase"]) }, age]
        case "Lease": [name, TableColumn("Holder") { object, _ in text(object["spec", "holderIdentity"]) }, age]
        case "Secret": [name, TableColumn("Type") { object, _ in text(object["type"]) }, count("Data", "data"), age]
        case "ConfigMap": [name, count("Data", "data"), age]
        case "EndpointSlice":
            [
                name, TableColumn("AddressType") { object, _ in text(object["addressType"]) }, count("Ports", "ports"),
                count("Endpoints", "endpoints"), age,
            ]
        default: [name, age]
        }
    }

    private static let name = TableColumn("Name") { object, _ in text(object["metadata", "name"]) }

    private static let age = TableColumn("Age") { object, now in
        .string(Age.text(since: object["metadata", "creationTimestamp"], now: now))
    }

    private static func count(_ title: String, _ field: String) -> TableColumn {
        TableColumn(title) { object, _ in
            .int(object[field]?.objectValue?.count ?? object[field]?.arrayValue?.count ?? 0)
        }
    }

    private static let service = [
        TableColumn("Type") { object, _ in text(object["spec", "type"]) },
        TableColumn("Cluster-IP") { object, _ in text(object["spec", "clusterIP"], absent: "<none>") },
        TableColumn("External-IP") { object, _ in .string(externalAddresses(object)) },
        TableColumn("Port(s)") { object, _ in .string(ports(object)) },
        age,
        TableColumn("Selector", priority: 1) { object, _ in
            let labels = object.texts("spec", "selector").sorted { $0.key < $1.key }
            return labels.isEmpty ? "<none>" : .string(labels.map { "\($0.key)=\($0.value)" }.joined(separator: ","))
        },
    ]

    private static func externalAddresses(_ service: JSONValue) -> String {
        let external = service.list("spec", "externalIPs").compactMap(\.stringValue)
        let points = service["status", "loadBalancer", "ingress"]?.arrayValue ?? []
        let addresses = points.compactMap { ($0["ip"] ?? $0["hostname"])?.stringValue } + external
        switch ServiceKind(service).type {
        case "LoadBalancer": return addresses.isEmpty ? "<pending>" : addresses.joined(separator: ",")
        case "ExternalName": return service["spec", "externalName"]?.stringValue ?? ""
        default: return external.isEmpty ? "<none>" : external.joined(separator: ",")
        }
    }

    private static func ports(_ service: JSONValue) -> String {
        let ports = ServiceKind(service).ports.map { port in
            let number = text(port["port"]).plainText
            let node = port["nodePort"].map { ":\($0.plainText)" } ?? ""
            return "\(number)\(node)/\(port["protocol"]?.stringValue ?? "")"
        }
        return ports.isEmpty ? "<none>" : ports.joined(separator: ",")
    }

    private static let node = [
        TableColumn("Status") { object, _ in .string(nodeStatus(object)) },
        TableColumn("Roles") { object, _ in .string(nodeRoles(object)) },
        age,
        TableColumn("Version") { object, _ in text(object["status", "nodeInfo", "kubeletVersion"]) },
        TableColumn("Internal-IP", priority: 1) { object, _ in address("InternalIP", of: object) },
        TableColumn("External-IP", priority: 1) { object, _ in address("ExternalIP", of: object) },
        TableColumn("OS-Image", priority: 1) { object, _ in
            text(object["status", "nodeInfo", "osImage"], absent: "<unknown>")
        },
    ]

    private static func nodeStatus(_ node: JSONValue) -> String {
        let ready = node.list("status", "conditions").first { $0["type"] == "Ready" }
        let status = ready.map { $0["status"] == "True" ? "Ready" : "NotReady" } ?? "Unknown"
        return node["spec", "unschedulable"] == true ? "\(status),SchedulingDisabled" : status
    }

    private static func nodeRoles(_ node: JSONValue) -> String {
        let prefix = "node-role.kubernetes.io/"
        let roles = node.texts("metadata", "labels").keys.filter { $0.hasPrefix(prefix) }.sorted()
        return roles.isEmpty ? "<none>" : roles.map { String($0.dropFirst(prefix.count)) }.joined(separator: ",")
    }

    private static func address(_ type: String, of node: JSONValue) -> JSONValue {
        text(node.list("status", "addresses").first { $0["type"] == .string(type) }?["address"], absent: "<none>")
    }

    private static let event = [
        TableColumn("Last Seen") { object, now in
            let seen = object["lastTimestamp"] ?? object["series", "lastObservedTime"] ?? object["eventTime"]
            return .string(Age.text(since: seen ?? object["firstTimestamp"], now: now))
        },
        TableColumn("Type") { object, _ in text(object["type"]) },
        TableColumn("Reason") { object, _ in text(object["reason"]) },
        TableColumn("Object") { object, _ in
            let involved = object["involvedObject"] ?? [:]
            return .string("\(text(involved["kind"]).plainText.lowercased())/\(text(involved["name"]).plainText)")
        },
        TableColumn("Message") { object, _ in text(object["message"]) },
        TableColumn("Count", priority: 1) { object, _ in object["count"] ?? 1 },
        TableColumn("Name", priority: 1) { object, _ in text(object["metadata", "name"]) },
    ]

    private static func text(_ value: JSONValue?, absent: String = "") -> JSONValue {
        .string(value?.plainText ?? absent)
    }
}
