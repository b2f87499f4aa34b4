/// One line of a watch.
enum WatchEvent {
    /// An event about an object, from the object's own JSON.
    static func line(_ type: ObjectStore.Change.Kind, _ json: [UInt8]) -> [UInt8] {
        var line = Array("{\"type\":\"\(type.rawValue)\",\"object\":".utf8)
        line.reserveCapacity(line.count + json.count + 2)
        line += json
        line += "}\n".utf8
        return line
    }

    /// An event of any type.
    static func line(_ type: String, _ object: JSONValue) -> [UInt8] {
        let event: JSONValue = ["type": .string(type), "object": object]
        return event.serialised() + "\n".utf8
    }

    /// How far a watch has come; the one that ends the initial list says so.
    static func bookmark(_ resource: APIResource, revision: Int, endsInitialList: Bool = false) -> [UInt8] {
        var metadata: JSONValue = ["resourceVersion": .string(String(revision))]
        if endsInitialList { metadata["annotations"] = ["k8s.io/initial-events-end": "true"] }
        let object: JSONValue = [
            "kind": .string(resource.kind), "apiVersion": .string(resource.apiVersion), "metadata": metadata,
        ]
        return line("BOOKMARK", object)
    }
}
