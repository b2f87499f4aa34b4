/// A wish to see objects as a table, as `kubectl get` has it.
struct TableForm: Sendable {
    private let includesObject: String

    /// Reads the wish from a request; `nil` where it has none.
    init?(_ request: IncomingRequest) {
        guard request.header("Accept")?.contains("as=Table") == true else { return nil }
        includesObject = request.queryValue("includeObject") ?? "Metadata"
    }

    /// The objects of a kind as a table.
    func table(
        of objects: [StoredObject],
        _ resource: APIResource,
        metadata: JSONValue,
        withColumns: Bool,
        now: Instant
    ) -> JSONValue {
        let columns = TableColumn.columns(of: resource)
        let rows = objects.map { object -> JSONValue in
            let value = object.value
            var row: JSONValue = ["cells": .array(columns.map { $0.cell(value, now) })]
            switch includesObject {
            case "None": break
            case "Object": row["object"] = value
            default:
                row["object"] = [
                    "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1",
                    "metadata": value["metadata"] ?? [:],
                ]
            }
            return row
        }
        return [
            "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": metadata,
            "columnDefinitions": withColumns ? .array(columns.map(\.definition)) : .null, "rows": .array(rows),
        ]
    }
}

/// One column of a table.
struct TableColumn: Sendable {
    /// The title.
    let name: String
    /// 0 for what is always shown, 1 for what `-o wide` adds.
    let priority: Int
    /// What an object shows.
    let cell: @Sendable (JSONValue, Instant) -> JSONValue

    /// Creates a column.
    init(_ name: String, priority: Int = 0, _ cell: @escaping @Sendable (JSONValue, Instant) -> JSONValue) {
        self.name = name
        self.priority = priority
        self.cell = cell
    }

    /// The column as the table's head has it.
    var definition: JSONValue {
        [
            "name": .string(name), "type": "string", "format": name == "Name" ? "name" : "",
            "description": .string(name), "priority": .int(priority),
        ]
    }
}
