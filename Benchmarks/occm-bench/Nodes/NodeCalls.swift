import Sandbox

/// The calls that the controllers of Nodes and routes made, by what they were for.
struct NodeCalls: CountedCalls {
    /// All calls to OpenStack, logging in among them.
    let all: Int
    /// Pages of the listings of all servers and all ports.
    let pages: Int
    /// Reads of the router.
    let routerReads: Int
    /// Changes of ports.
    let portWrites: Int
    /// Changes of Nodes: of their metadata and spec, and of their status.
    let patches: (whole: Int, status: Int)
    /// Nodes that were deleted.
    let deletions: Int
    /// Changes of Nodes and in OpenStack, deletions among them.
    let changes: Int
    private let counts: [String: Int]

    var account: String { counts.map { "\($1) × \($0)" }.sorted().joined(separator: ", ") }

    /// What a stage's cloud and cluster got since calls were last forgotten.
    init(_ stage: ClusterStage) {
        let (cloud, cluster) = (stage.cloud.counts, stage.cluster.counts)
        func node(_ method: String, _ part: String = "") -> Int {
            cluster["\(method) /api/v1/nodes/{name}\(part)", default: 0]
        }
        counts = cloud.merging(cluster) { $0 + $1 }
        all = cloud.values.reduce(0, +)
        pages = ["compute/v2.1/servers/detail", "networking/v2.0/ports"].map { cloud["GET /\($0)", default: 0] }
            .reduce(0, +)
        routerReads = cloud["GET /networking/v2.0/routers/{id}", default: 0]
        portWrites = cloud["PUT /networking/v2.0/ports/{id}", default: 0]
        patches = (node("PATCH"), node("PATCH", "/status"))
        deletions = node("DELETE")
        changes = stage.cloud.calls.count(where: \.isWrite) + patches.whole + patches.status + deletions
    }

    /// How many pages one look at so many servers, of one port each, has at most: a full page may be followed by an empty one.
    static func pages(of servers: Int) -> Int { 2 * (servers / 1_000 + 1) }
}
