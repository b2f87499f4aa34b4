extension Collection where Element: Sendable, Self: Sendable {
    /// Works on all elements, at most `width` of them at once.
    func concurrently(_ width: Int, _ body: @escaping @Sendable (Element) async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            for (place, element) in enumerated() {
                if place >= width { await group.next() }
                group.addTask { await body(element) }
            }
        }
    }
}
