/// The query of a list: filters, tags, sorting, a page of it, and which fields to show
/// (octavia/api/common/pagination.py).
struct ListQuery {
    /// An attribute to sort by.
    struct SortKey {
        let name: String
        let isDescending: Bool
    }

    /// Attributes that must have a value.
    let filters: [(name: String, value: String)]
    /// Conditions on tags.
    let tags: TagFilter
    /// What to sort by before the order of creation.
    let sortKeys: [SortKey]
    /// The resource after which the page starts.
    let marker: String?
    /// Whether the page ends before the marker instead.
    let isReversed: Bool
    /// How many resources a page has; `nil` is all of them.
    let limit: Int?
    /// The attributes to show; `nil` is all of them.
    let fields: Set<String>?
    /// The parts of the query that links repeat: neither filters nor fields.
    let repeatedInLinks: String

    private static let auxiliary: Set<String> = [
        "limit", "marker", "sort", "sort_key", "sort_dir", "fields", "page_reverse",
    ]

    /// Reads a query; only the attributes named may be filtered and sorted by.
    init(_ request: SandboxRequest, filterable: Set<String>, pageSize: Int) throws(OctaviaFault) {
        tags = TagFilter(request)
        sortKeys = try Self.sortKeys(request, sortable: filterable)
        limit = try Self.limit(request.queryValues("limit").first, pageSize: pageSize)
        marker = request.queryValues("marker").first
        isReversed = request.queryValues("page_reverse").first == "True"
        fields = Self.fields(request)
        filters = request.query.filter { item in
            !Self.auxiliary.contains(item.name) && !TagFilter.names.contains(item.name)
        }
        let names = filters.map(\.name)
        guard Set(names).count == names.count, names.allSatisfy(filterable.contains) else {
            throw OctaviaFault(400, "One or more arguments are either duplicate or invalid")
        }
        repeatedInLinks = ["sort", "sort_key"].compactMap { name in
            request.queryValues(name).first.map { "&\(name)=\($0)" }
        }.joined()
    }

    /// The fields that a query asks for; `nil` is all of them.
    static func fields(_ request: SandboxRequest) -> Set<String>? {
        let fields = request.queryValues("fields")
        return fields.isEmpty ? nil : Set(fields)
    }

    private static func limit(_ text: String?, pageSize: Int) throws(OctaviaFault) -> Int? {
        guard let text else { return pageSize }
        if text == "infinite" { return nil }
        guard let limit = Int(text) else {
            throw OctaviaFault(400, "Supplied pagination limit '\(text)' is not valid.", isEarly: true)
        }
        return limit < 1 ? nil : min(limit, pageSize)
    }

    private static func sortKeys(_ request: SandboxRequest, sortable: Set<String>) throws(OctaviaFault) -> [SortKey] {
        var pairs: [(name: String, direction: String)] = []
        if let sort = request.queryValues("sort").first, !sort.isEmpty {
            for part in sort.split(separator: ",", omittingEmptySubsequences: false) {
                let pair = part.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
                guard pair.count <= 2 else {
                    throw OctaviaFault(400, "Supplied sort key '\(JSONValue.strings(pair).pythonText)' is not valid.")
                }
                pairs.append((pair[0], pair.count == 2 ? pair[1] : "asc"))
            }
        } else if let keys = request.queryValues("sort_key").first {
            let directions = request.queryValues("sort_dir").first?.split(separator: ",").map(String.init) ?? []
            for (index, key) in keys.split(separator: ",").enumerated() {
                pairs.append((String(key), index < directions.count ? directions[index] : "asc"))
            }
        }
        return try pairs.map { (pair) throws(OctaviaFault) in try sortKey(pair.name, pair.direction, sortable) }
    }

    private static func sortKey(
        _ name: String,
        _ direction: String,
        _ sortable: Set<String>
    ) throws(OctaviaFault) -> SortKey {
        guard ["asc", "desc"].contains(direction.lowercased()) else {
            throw OctaviaFault(
                400,
                "Supplied sort direction '\(direction.lowercased())' is not valid.",
                isEarly: true
            )
        }
        guard sortable.contains(name) else { throw OctaviaFault(400, "Supplied sort key '\(name)' is not valid.") }
        return SortKey(name: name, isDescending: direction.lowercased() == "desc")
    }
}

/// Conditions on tags; several tags are separated by commas or by repeating the item.
struct TagFilter {
    /// The query items that are conditions on tags.
    static let names: Set<String> = ["tags", "tags-any", "not-tags", "not-tags-any"]

    private let all: [String]?
    private let any: [String]?
    private let notAll: [String]?
    private let notAny: [String]?

    /// Reads the conditions of a query.
    init(_ request: SandboxRequest) {
        all = Self.tags(request.queryValues("tags"))
        any = Self.tags(request.queryValues("tags-any"))
        notAll = Self.tags(request.queryValues("not-tags"))
        notAny = Self.tags(request.queryValues("not-tags-any"))
    }

    /// Whether a resource's tags meet all conditions.
    func matches(_ attributes: JSONObject) -> Bool {
        if all == nil, any == nil, notAll == nil, notAny == nil { return true }
        let tags = attributes.texts("tags")
        if let all, !all.allSatisfy(tags.contains) { return false }
        if let any, !any.contains(where: tags.contains) { return false }
        if let notAll, notAll.allSatisfy(tags.contains) { return false }
        if let notAny, notAny.contains(where: tags.contains) { return false }
        return true
    }

    private static func tags(_ values: [String]) -> [String]? {
        guard !values.isEmpty else { return nil }
        return values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }
}
