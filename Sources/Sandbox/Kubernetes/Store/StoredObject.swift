/// An object at one revision: its JSON as it is sent, and of its content only what selectors look at.
struct StoredObject: Sendable {
    /// Which one it is.
    let key: ObjectKey
    /// Its resourceVersion.
    let revision: Int
    /// Its labels.
    let labels: [String: String]
    /// The fields that a field selector may name.
    let fields: [String: String]
    /// The object as JSON, with kind and apiVersion first.
    let json: [UInt8]

    /// Notes an object that has this revision in its metadata.
    init(_ object: JSONValue, key: ObjectKey, revision: Int, resource: APIResource) {
        self.key = key
        self.revision = revision
        labels = object.texts("metadata", "labels")
        var fields = ["metadata.name": key.name, "metadata.namespace": key.namespace]
        for path in resource.selectableFields {
            let names = path.split(separator: ".").map(String.init)
            let value = names.reduce(object) { $0[$1] ?? .null }
            fields[path] = path == "spec.unschedulable" ? "\(value == true)" : value.stringValue ?? ""
        }
        if resource.kind == "Event" { fields["source"] = object["source", "component"]?.stringValue ?? "" }
        self.fields = fields
        json = object.serialised()
    }

    /// The object, read again.
    var value: JSONValue { (try? JSONValue(parsing: json)) ?? .null }
}
