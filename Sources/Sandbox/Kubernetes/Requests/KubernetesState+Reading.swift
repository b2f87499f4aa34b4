import FoundationEssentials

extension KubernetesState {
    /// Answers one object.
    func get(_ request: IncomingRequest, _ target: ResourcePath, now: Instant) throws(APIFailure) -> SandboxResponse {
        let object = try existing(target)
        if let form = TableForm(request) {
            let table = form.table(of: [object], target.resource, metadata: [:], withColumns: true, now: now)
            return SandboxResponse(status: 200, json: table)
        }
        return SandboxResponse(status: 200, headers: [("Content-Type", "application/json")], body: object.json)
    }

    /// Answers the objects of a kind, or a page of them.
    mutating func list(
        _ request: IncomingRequest,
        _ target: ResourcePath,
        now: Instant
    ) throws(APIFailure) -> SandboxResponse {
        let selection = try self.selection(request, target)
        let page = try page(request, target.resource, selection)
        var metadata: JSONValue = ["resourceVersion": .string(String(page.revision))]
        if let next = page.next {
            metadata["continue"] = .string(ContinueToken(revision: page.revision, start: next).text)
            metadata["remainingItemCount"] = page.remaining.map { .int($0) }
        }
        if let form = TableForm(request) {
            let table = form.table(of: page.objects, target.resource, metadata: metadata, withColumns: true, now: now)
            return SandboxResponse(status: 200, json: table)
        }
        return Self.listAnswer(page.objects, target.resource, metadata)
    }

    /// The object that a path names.
    func existing(_ target: ResourcePath) throws(APIFailure) -> StoredObject {
        guard let key = target.key, let object = store.object(key, of: target.resource) else {
            throw .notFound(target.resource, target.name ?? "")
        }
        return object
    }

    /// Which objects a list or watch wants.
    func selection(_ request: IncomingRequest, _ target: ResourcePath) throws(APIFailure) -> Selection {
        var selection = Selection(namespace: target.namespace)
        if let text = request.queryValue("labelSelector") { selection.labels = try LabelSelector(text) }
        if let text = request.queryValue("fieldSelector") {
            selection.fields = try FieldSelector(text, for: target.resource)
        }
        if let name = target.name {
            selection.fields = try FieldSelector("metadata.name=\(name)", for: target.resource)
        }
        return selection
    }

    private struct Page {
        var objects: [StoredObject]
        var revision: Int
        var next: ObjectKey?
        var remaining: Int?
    }

    private mutating func page(
        _ request: IncomingRequest,
        _ resource: APIResource,
        _ selection: Selection
    ) throws(APIFailure) -> Page {
        let limit = try Self.limit(request)
        guard let text = request.queryValue("continue") else {
            try checkRevision(request)
            let page = Self.page(store.table(of: resource), selection, from: nil, limit: limit, store.revision)
            if page.next != nil { store.keepSnapshot(of: resource) }
            return page
        }
        guard let token = ContinueToken(text) else { throw .badRequest("continue key is not valid: \(text)") }
        guard let table = store.snapshot(of: resource, at: token.revision) else {
            throw .expired(
                "The provided continue parameter is too old to display a consistent list result. You can start a new list "
                    + "without the continue parameter."
            )
        }
        return Self.page(table, selection, from: token.start, limit: limit, token.revision)
    }

    private static func limit(_ request: IncomingRequest) throws(APIFailure) -> Int {
        guard let text = request.queryValue("limit") else { return 0 }
        guard let limit = Int(text) else {
            throw .badRequest("strconv.ParseInt: parsing \"\(text)\": invalid syntax")
        }
        return limit
    }

    private func checkRevision(_ request: IncomingRequest) throws(APIFailure) {
        guard let text = request.queryValue("resourceVersion") else { return }
        guard let revision = Int(text), revision >= 0 else {
            throw .badRequest(
                "invalid resource version: resourceVersion: Invalid value: \"\(text)\": strconv.ParseUint: parsing "
                    + "\"\(text)\": invalid syntax"
            )
        }
        guard revision <= store.revision else { throw .tooLarge(revision, current: store.revision) }
        guard request.queryValue("resourceVersionMatch") != "Exact" || revision == store.revision else {
            throw .expired("The resourceVersion for the provided list is too old.")
        }
    }

    private static func page(
        _ table: ObjectTable,
        _ selection: Selection,
        from start: ObjectKey?,
        limit: Int,
        _ revision: Int
    ) -> Page {
        var found: [StoredObject] = []
        for object in table.objects(in: selection.namespace, from: start) where selection.contains(object) {
            found.append(object)
        }
        guard limit > 0, found.count > limit else { return Page(objects: found, revision: revision) }
        return Page(
            objects: Array(found.prefix(limit)),
            revision: revision,
            next: found[limit].key,
            remaining: found.count - limit
        )
    }

    /// A list's JSON, put together from that of the objects.
    private static func listAnswer(
        _ objects: [StoredObject],
        _ resource: APIResource,
        _ metadata: JSONValue
    ) -> SandboxResponse {
        let head = "{\"kind\":\"\(resource.kind)List\",\"apiVersion\":\"\(resource.apiVersion)\",\"metadata\":"
        var body = Array(head.utf8)
        body.reserveCapacity(objects.reduce(512) { $0 + $1.json.count })
        body += metadata.serialised()
        body += ",\"items\":[".utf8
        let prefix = resource.prefix.utf8.count
        for (index, object) in objects.enumerated() {
            body += (index == 0 ? "{" : ",{").utf8
            body += object.json.dropFirst(prefix)
        }
        body += "]}".utf8
        return SandboxResponse(status: 200, headers: [("Content-Type", "application/json")], body: body)
    }
}

/// Where the next page of a list begins, as clients carry it.
struct ContinueToken: Hashable {
    /// The revision of the list.
    let revision: Int
    /// The first object of the page.
    let start: ObjectKey

    /// Names a page.
    init(revision: Int, start: ObjectKey) {
        self.revision = revision
        self.start = start
    }

    /// Reads a token; `nil` where it is none.
    init?(_ text: String) {
        guard let data = Data(base64Encoded: text), let value = try? JSONValue(parsing: Array(data)),
            let revision = value["rv"]?.intValue, let start = value["start"]?.stringValue
        else { return nil }
        let parts = start.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        self.init(revision: revision, start: ObjectKey(namespace: parts[0], name: parts[1]))
    }

    /// The token.
    var text: String {
        let value: JSONValue = [
            "v": "meta.k8s.io/v1", "rv": .int(revision), "start": .string("\(start.namespace)/\(start.name)"),
        ]
        return Data(value.serialised()).base64EncodedString()
    }
}
