import OrderedCollections

extension NeutronState {
    /// The parameters of a list that are no filters.
    private static let controls = TagFilter.names.union([
        "fields", "sort_key", "sort_dir", "limit", "marker", "page_reverse",
    ])

    /// One page of what the caller sees, filtered and sorted (Networking API, "Filtering and column selection", "Pagination").
    func list<R: NeutronResource>(
        _ type: R.Type,
        _ request: SandboxRequest
    ) throws(SandboxFault) -> SandboxResponse {
        let filters = try Self.filters(request, R.kind)
        let tags = TagFilter(request)
        var items = self[keyPath: R.table].values.filter { $0.isVisible(to: request.caller, in: self) }
            .map { $0.json(in: self) }
        items.removeAll { item in
            !tags.matches(item.objectValue ?? [:])
                || !filters.allSatisfy { Self.value(item[$0.key], matches: $0.value) }
        }
        try Self.sort(&items, request, R.kind)
        let (page, next) = try self.page(of: items, request, R.kind)
        let fields = Set(request.queryValues("fields"))
        var body: JSONValue = [R.kind.plural: .array(page.map { Self.select(fields, of: $0) })]
        if !next.isEmpty { body[R.kind.plural + "_links"] = .array(next) }
        return SandboxResponse(status: 200, json: body)
    }

    /// The filters by attribute; values of a repeated one are alternatives; an empty value matches nothing but itself.
    private static func filters(
        _ request: SandboxRequest,
        _ kind: NeutronKind
    ) throws(SandboxFault) -> [String: [String]] {
        var filters: [String: [String]] = [:]
        for (name, value) in request.query where !controls.contains(name) {
            guard kind.attribute(name) != nil else {
                throw .badRequest("['\(name)'] is invalid attribute for filtering")
            }
            filters[name, default: []].append(value)
        }
        return filters
    }

    /// Whether an attribute has one of some values; a list matches by any element, `fixed_ips` by `key=value`.
    private static func value(_ value: JSONValue?, matches wanted: [String]) -> Bool {
        switch value {
        case .bool(let flag): wanted.contains { ["true", "1"].contains($0.lowercased()) == flag }
        case .array(let elements): elements.contains { Self.value($0, matches: wanted) }
        case .object(let members): members.contains { wanted.contains("\($0.key)=\($0.value.plainText)") }
        case let value?: wanted.contains(value.plainText)
        case nil: false
        }
    }

    private static func sort(
        _ items: inout [JSONValue],
        _ request: SandboxRequest,
        _ kind: NeutronKind
    ) throws(SandboxFault) {
        let directions = request.queryValues("sort_dir")
        let wanted = request.queryValues("sort_key")
        guard wanted.count == directions.count else {
            throw .badRequest("The number of sort_keys and sort_dirs must be same")
        }
        if let unknown = wanted.first(where: { kind.attribute($0) == nil }) {
            throw .badRequest("['\(unknown)'] is invalid attribute for sort_keys")
        }
        let keys = wanted + ["id"]
        items.sort { left, right in
            for (place, key) in keys.enumerated() {
                let (first, second) = (left[key]?.plainText ?? "", right[key]?.plainText ?? "")
                if first == second { continue }
                let isDescending = place < directions.count && directions[place] == "desc"
                return isDescending ? first > second : first < second
            }
            return false
        }
    }

    private static func select(_ fields: Set<String>, of item: JSONValue) -> JSONValue {
        guard !fields.isEmpty, let members = item.objectValue else { return item }
        return .object(members.filter { fields.contains($0.key) })
    }
}

extension NeutronState {
    /// The items after the marker, at most a page of them, and the links to the pages around. Neutron's links keep the filters.
    private func page(
        of items: [JSONValue],
        _ request: SandboxRequest,
        _ kind: NeutronKind
    ) throws(SandboxFault) -> (items: [JSONValue], links: [JSONValue]) {
        let limits = [try Self.limit(request), pageSize].compactMap(\.self)
        var rest = items[...]
        if let marker = request.queryValues("marker").first(where: { !$0.isEmpty }) {
            guard let place = items.firstIndex(where: { $0["id"]?.stringValue == marker }) else {
                throw kind.notFound(marker)
            }
            rest = items[(place + 1)...]
        }
        guard let limit = limits.min(), !rest.isEmpty else { return (Array(rest), []) }
        let page = Array(rest.prefix(limit))
        var links = [Self.link("previous", request, marker: page.first, reverse: true)]
        if page.count == limit { links.insert(Self.link("next", request, marker: page.last), at: 0) }
        return (page, links)
    }

    private static func link(
        _ relation: String,
        _ request: SandboxRequest,
        marker: JSONValue?,
        reverse: Bool = false
    ) -> JSONValue {
        var query = request.query.filter { $0.name != "marker" }
        query.append((name: "marker", value: marker?["id"]?.stringValue ?? ""))
        if reverse { query.append((name: "page_reverse", value: "True")) }
        let text = query.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
        let href = "\(request.baseURL)\(request.path)?\(text.joined(separator: "&"))"
        return ["rel": .string(relation), "href": .string(href)]
    }

    private static func limit(_ request: SandboxRequest) throws(SandboxFault) -> Int? {
        guard let text = request.queryValues("limit").first, !text.isEmpty else { return nil }
        guard let limit = Int(text), limit >= 0 else {
            throw .bad("limit", "Limit must be an integer 0 or greater and not '\(text)'")
        }
        return limit == 0 ? nil : limit
    }
}
