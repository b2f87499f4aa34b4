/// A mapping's entries while they are read. Keys that are written win over merged ones, wherever the `<<` stands.
struct YAMLEntries {
    private var written: [YAMLNode.Entry] = []
    private var merged: [YAMLNode.Entry]?
    private var keys: Set<String> = []

    /// Adds a key; `false` when it is there already.
    mutating func add(_ key: String, at line: Int, _ value: YAMLNode) -> Bool {
        written.append(YAMLNode.Entry(key: key, line: line, value: value))
        return keys.insert(key).inserted
    }

    /// Takes over a mapping's entries, or those of a list of mappings, the first winning; `false` when it is neither, or
    /// not the first merge.
    mutating func merge(_ source: YAMLNode) -> Bool {
        let sources = source.sequence ?? [source]
        let mappings = sources.compactMap(\.mapping)
        guard merged == nil, mappings.count == sources.count else { return false }
        merged = mappings.flatMap(\.self)
        return true
    }

    /// The written entries, then the merged ones.
    var all: [YAMLNode.Entry] {
        var keys = keys
        return written + (merged ?? []).filter { keys.insert($0.key).inserted }
    }
}
