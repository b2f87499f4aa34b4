import OrderedCollections

extension ListQuery {
    /// One page of a table: the resources in order that meet the query's conditions and another one.
    func page<Resource: OctaviaResource>(
        of table: Table<Resource>,
        where isVisible: @escaping (Resource) -> Bool
    ) throws(OctaviaFault) -> [Resource] {
        let edge = try marker.map { (marker) throws(OctaviaFault) in
            guard let index = table.index(forKey: marker) else {
                throw OctaviaFault(400, "Supplied pagination marker '\(marker)' is not valid.")
            }
            return index
        }
        let isWanted = { (resource: Resource) in isVisible(resource) && matches(resource) }
        if sortKeys.isEmpty, !isReversed {
            return Array(table.values[(edge.map { $0 + 1 } ?? 0)...].lazy.filter(isWanted).prefix(limit ?? table.count))
        }
        var found = table.values.indices.filter { isWanted(table.values[$0]) }.map {
            candidate(table.values[$0], at: $0)
        }
        found.sort(by: precedes)
        if let edge = edge.map({ candidate(table.values[$0], at: $0) }) {
            found.removeAll { isReversed ? !precedes($0, edge) : !precedes(edge, $0) }
        }
        return found.prefix(limit ?? found.count).map { table.values[$0.index] }
    }

    /// The links of a page to its neighbours, as the real Octavia makes them: without the filters, and with a next page
    /// whenever this one is full.
    func links(page: [some OctaviaResource], of request: SandboxRequest) -> JSONValue {
        guard let first = page.first, let last = page.last else { return [] }
        let start = "\(request.baseURL)\(request.path)?limit=\(limit.map(String.init) ?? "None")\(repeatedInLinks)"
        var links: [JSONValue] = []
        if marker != nil {
            links.append(["rel": "previous", "href": .string("\(start)&marker=\(first.id)&page_reverse=True")])
        }
        if limit.map({ page.count >= $0 }) ?? true {
            links.append(["rel": "next", "href": .string("\(start)&marker=\(last.id)")])
        }
        return .array(links)
    }

    /// An object with only the fields asked for.
    func selection(of object: JSONObject) -> JSONObject {
        guard let fields else { return object }
        return object.filter { fields.contains($0.key) }
    }

    private func matches(_ resource: some OctaviaResource) -> Bool {
        filters.allSatisfy { Self.value(resource.value(of: $0.name), equals: $0.value) }
            && tags.matches(resource.attributes)
    }

    private static func value(_ value: JSONValue?, equals text: String) -> Bool {
        switch value {
        case .string(let string): string == text
        case .int(let number): String(number) == text
        case .double(let number): Double(text) == number
        case .bool(let flag): Call.meansYes(text) == flag
        default: false
        }
    }

    private struct Candidate {
        let index: Int
        let values: [JSONValue]
    }

    private func candidate(_ resource: some OctaviaResource, at index: Int) -> Candidate {
        Candidate(index: index, values: sortKeys.map { resource.value(of: $0.name) ?? .null })
    }

    private func precedes(_ left: Candidate, _ right: Candidate) -> Bool {
        for (position, key) in sortKeys.enumerated() {
            let (first, second) = key.isDescending ? (right, left) : (left, right)
            if Self.isLess(first.values[position], second.values[position]) { return true }
            if Self.isLess(second.values[position], first.values[position]) { return false }
        }
        return left.index < right.index
    }

    private static func isLess(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.int(let left), .int(let right)): left < right
        case (.bool(let left), .bool(let right)): !left && right
        default: (left.stringValue ?? "") < (right.stringValue ?? "")
        }
    }
}
