/// How much input is read before it is refused, so that no file can exhaust memory or time.
public struct YAMLLimits: Sendable, Hashable {
    /// The size of the text in bytes.
    public var bytes: Int
    /// How deep lists and mappings may be nested.
    public var depth: Int
    /// Scalars, lists, mappings and keys in all documents together, each counted as often as an alias repeats it.
    public var nodes: Int

    /// Creates limits; without arguments 8 MiB, depth 64 and 100,000 nodes.
    public init(bytes: Int = 8 << 20, depth: Int = 64, nodes: Int = 100_000) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
    }
}
