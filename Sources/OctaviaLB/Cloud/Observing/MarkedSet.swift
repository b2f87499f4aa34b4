/// Things by id that are also found by the marks they carry: tags, names, ports.
struct MarkedSet<Element: Sendable>: Sendable {
    private var elements: [String: Element] = [:]
    private var ids: [String: Set<String>] = [:]
    private let marks: @Sendable (Element) -> [String]

    init(marks: @escaping @Sendable (Element) -> [String]) {
        self.marks = marks
    }

    var isEmpty: Bool { elements.isEmpty }
    var count: Int { elements.count }
    var keys: some Collection<String> { elements.keys }
    var values: some Collection<Element> { elements.values }

    subscript(id: String) -> Element? {
        get { elements[id] }
        set {
            for mark in elements[id].map(marks) ?? [] {
                ids[mark]?.remove(id)
                if ids[mark]?.isEmpty == true { ids[mark] = nil }
            }
            elements[id] = newValue
            for mark in newValue.map(marks) ?? [] { ids[mark, default: []].insert(id) }
        }
    }

    /// The ids of those that carry any of these marks, in a fixed order.
    func ids(of marks: [String]) -> [String] {
        marks.reduce(into: Set<String>()) { $0.formUnion(ids[$1] ?? []) }.sorted()
    }

    mutating func removeAll() {
        elements = [:]
        ids = [:]
    }
}
