/// A value in a YAML document, with the place where it was written.
///
/// Aliases and merge keys are already followed; what came through one keeps the place of its definition, because that is
/// where a reader has to change it.
public struct YAMLNode: Sendable, Hashable {
    /// What a node holds.
    public enum Content: Sendable, Hashable {
        /// A single value.
        case scalar(YAMLScalar)
        /// A list, in order.
        case sequence([YAMLNode])
        /// Keys and values in the order in which they were written. No key occurs twice.
        case mapping([Entry])
    }

    /// A key with its value.
    public struct Entry: Sendable, Hashable {
        /// The key. As for kubectl, whole numbers are written in decimal and booleans as `true` and `false`.
        public var key: String
        /// The line of the key, counted from 1.
        public var line: Int
        /// The value.
        public var value: YAMLNode
    }

    /// What the node holds.
    public var content: Content
    /// The line where the node begins, counted from 1.
    public var line: Int
    /// The column where the node begins, in characters, counted from 1.
    public var column: Int

    /// The elements of a sequence; `nil` for anything else.
    public var sequence: [YAMLNode]? {
        guard case .sequence(let elements) = content else { return nil }
        return elements
    }

    /// The entries of a mapping; `nil` for anything else.
    public var mapping: [Entry]? {
        guard case .mapping(let entries) = content else { return nil }
        return entries
    }

    /// The text of a string; `nil` for anything else, also for numbers and booleans.
    public var string: String? {
        guard case .scalar(let scalar) = content, scalar.kind == .string else { return nil }
        return scalar.text
    }

    /// Whether it is `null`, `~` or nothing at all.
    public var isNull: Bool {
        guard case .scalar(let scalar) = content else { return false }
        return scalar.kind == .null
    }

    /// The value of a mapping's key; `nil` when there is no such key or this is no mapping.
    public subscript(key: String) -> YAMLNode? {
        mapping?.first { $0.key == key }?.value
    }

    /// The node at the end of a path, or the last one on the way there that exists: the place to point a reader to.
    public func nearest(to path: YAMLPath) -> YAMLNode {
        var node = self
        for step in path.steps {
            guard let next = node.child(step) else { break }
            node = next
        }
        return node
    }

    /// The same document with `null` at the end of a path; unchanged when the path leads nowhere.
    public func replacingWithNull(at path: YAMLPath) -> YAMLNode {
        var node = self
        guard let step = path.steps.first else {
            node.content = .scalar(YAMLScalar(plain: ""))
            return node
        }
        let rest = YAMLPath(Array(path.steps.dropFirst()))
        switch (content, step) {
        case (.mapping(var entries), .key(let key)):
            guard let index = entries.firstIndex(where: { $0.key == key }) else { return self }
            entries[index].value = entries[index].value.replacingWithNull(at: rest)
            node.content = .mapping(entries)
        case (.sequence(var elements), .index(let index)) where elements.indices.contains(index):
            elements[index] = elements[index].replacingWithNull(at: rest)
            node.content = .sequence(elements)
        default:
            break
        }
        return node
    }

    private func child(_ step: YAMLPath.Step) -> YAMLNode? {
        switch step {
        case .key(let key):
            return self[key]
        case .index(let index):
            guard let sequence, sequence.indices.contains(index) else { return nil }
            return sequence[index]
        }
    }

    /// What the node is, in a reader's words: for "expected a list, not a mapping".
    var name: String {
        switch content {
        case .scalar(let scalar): scalar.name
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
