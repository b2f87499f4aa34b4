import FoundationEssentials
import OrderedCollections

/// What the API server fills in for kinds beside Services.
enum KindDefaults {
    /// Fills an object in.
    static func apply(to object: inout JSONValue, of resource: APIResource) {
        switch resource.kind {
        case "Secret": fillSecret(&object)
        case "Node", "Lease": if object["spec"] == nil { object["spec"] = [:] }
        default: break
        }
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
