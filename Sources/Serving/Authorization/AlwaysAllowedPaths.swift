/// Paths that everybody may ask for (`--authorization-always-allow-paths`).
struct AlwaysAllowedPaths: Sendable {
    private var paths: Set<String> = []
    private var prefixes: [String] = []

    /// The slash at the beginning may be missing; a `*` may only be at the end.
    ///
    /// Failure: ``ServingError`` with code `.options`.
    init(_ texts: [String]) throws(ServingError) {
        for text in texts {
            let path = text.hasPrefix("/") ? text : "/\(text)"
            let stem = path.hasSuffix("*") ? path.dropLast() : path[...]
            guard !stem.contains("*") else {
                throw ServingError(
                    .options,
                    "--authorization-always-allow-paths \(text.debugDescription): only the last character may be *."
                )
            }
            if stem.endIndex < path.endIndex { prefixes.append(String(stem)) } else { paths.insert(path) }
        }
    }

    func contains(_ path: String) -> Bool {
        paths.contains(path) || prefixes.contains { path.hasPrefix($0) }
    }
}
