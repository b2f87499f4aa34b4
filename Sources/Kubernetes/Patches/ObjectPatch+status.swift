extension ObjectPatch {
    /// Publishes where a Service's load balancer is reached; the list replaces the one before.
    public static func loadBalancer(_ status: LoadBalancerStatus) -> ObjectPatch {
        let ingress: JSONValue = status.ingress.isEmpty ? .null : .array(status.ingress.map(\.json))
        return ObjectPatch(.strategicMerge, ["status": ["loadBalancer": ["ingress": ingress]]])
    }

    /// Sets conditions of a Service or a Node; those of other types stay.
    public static func conditions(_ conditions: [Condition]) -> ObjectPatch {
        ObjectPatch(.strategicMerge, ["status": ["conditions": .array(conditions.map(\.json))]])
    }

    /// Replaces a Node's taints, if the Node is still the version that was read: the list as a whole is written.
    public static func taints(_ taints: [Taint], resourceVersion: String) -> ObjectPatch {
        let list: JSONValue = taints.isEmpty ? .null : .array(taints.map(\.json))
        let metadata: JSONValue = ["resourceVersion": .string(resourceVersion)]
        return ObjectPatch(.strategicMerge, ["metadata": metadata, "spec": ["taints": list]])
    }

    /// Sets annotations, and removes those whose value is `nil`; others stay.
    public static func annotations(_ annotations: [String: String?]) -> ObjectPatch {
        let values = annotations.mapValues { $0.map(JSONValue.string) ?? .null }
        return ObjectPatch(.strategicMerge, ["metadata": ["annotations": .object(values)]])
    }
}

extension JSONValue {
    /// An object of those members that are not `nil`.
    fileprivate init(members: [String: JSONValue?]) {
        self = .object(members.compactMapValues(\.self))
    }
}

extension LoadBalancerIngress {
    fileprivate var json: JSONValue {
        JSONValue(members: [
            "ip": ip.map(JSONValue.string),
            "hostname": hostname.map(JSONValue.string),
            "ipMode": ipMode.map { .string($0.rawValue) },
            "ports": ports.map { .array($0.map(\.json)) },
        ])
    }
}

extension PortStatus {
    fileprivate var json: JSONValue {
        JSONValue(members: [
            "port": .int(Int64(port)),
            "protocol": .string(`protocol`.rawValue),
            "error": error.map(JSONValue.string),
        ])
    }
}

extension Condition {
    fileprivate var json: JSONValue {
        JSONValue(members: [
            "type": .string(type),
            "status": .string(status),
            "reason": reason.map(JSONValue.string),
            "message": message.map(JSONValue.string),
            "lastTransitionTime": lastTransitionTime.map(JSONValue.string),
            "lastHeartbeatTime": lastHeartbeatTime.map(JSONValue.string),
            "observedGeneration": observedGeneration.map(JSONValue.int),
        ])
    }
}

extension Taint {
    fileprivate var json: JSONValue {
        JSONValue(members: [
            "key": .string(key),
            "value": value.flatMap { $0.isEmpty ? nil : .string($0) },
            "effect": .string(effect),
            "timeAdded": timeAdded.map(JSONValue.string),
        ])
    }
}
