import FoundationEssentials
import OrderedCollections

/// What the API server fills in for kinds beside Services.
enum KindDefaults {
    /// Fills an object in.
    static func apply(to object: inout JSONValue, of resource: APIResource) {
        switch resource.kind {
        case "Secret": fillSecret(&object)
        case "Node": fillNode(&object)
        case "Lease": fillLease(&object)
        case "Event": fillEvent(&object)
        default: break
        }
    }

    /// A Node's pod networks are there in both forms, times of conditions even where nobody has set them.
    private static func fillNode(_ node: inout JSONValue) {
        if node["spec"] == nil { node["spec"] = [:] }
        if let range = node["spec", "podCIDR"] {
            if node.list("spec", "podCIDRs").first != range { node["spec", "podCIDRs"] = [range] }
        } else if let first = node.list("spec", "podCIDRs").first {
            node["spec", "podCIDR"] = first
        }
        guard var conditions = node["status", "conditions"]?.arrayValue else { return }
        for index in conditions.indices {
            for time in ["lastHeartbeatTime", "lastTransitionTime"] where conditions[index][time] == nil {
                conditions[index][time] = .some(.null)
            }
        }
        node["status", "conditions"] = .array(conditions)
    }

    /// A Lease's times are kept in UTC, and the fields of coordinated elections only where a cluster has those.
    private static func fillLease(_ lease: inout JSONValue) {
        if lease["spec"] == nil { lease["spec"] = [:] }
        for field in ["strategy", "preferredHolder"] { lease["spec", field] = nil }
        for field in ["acquireTime", "renewTime"] {
            guard let time = lease["spec", field]?.stringValue.flatMap(TimeText.instant) else { continue }
            lease["spec", field] = .string(time.iso8601Microseconds)
        }
    }

    /// These fields have no zero that could be left out.
    private static func fillEvent(_ event: inout JSONValue) {
        if event["eventTime"] == nil { event["eventTime"] = .some(.null) }
        for field in ["reportingComponent", "reportingInstance"] where event[field] == nil { event[field] = "" }
    }

    /// Takes over what is given as plain text.
    private static func fillSecret(_ secret: inout JSONValue) {
        if secret["type"] == nil { secret["type"] = "Opaque" }
        for (name, text) in secret["stringData"]?.objectValue ?? [:] {
            let bytes = Data((text.stringValue ?? "").utf8)
            secret["data", name] = .string(bytes.base64EncodedString())
        }
        secret["stringData"] = nil
    }
}
