import Sandbox

/// The calls that the controllers of Nodes and routes made, by what they were for.
struct NodeCalls {
    /// Pages of the listings of all servers and all ports.
    let pages: Int
    /// Reads of the router.
    let routerReads: Int
    /// Changes in OpenStack.
    let cloudWrites: Int
    /// All other calls to OpenStack, logging in among them.
    let others: Int
    /// Changes of Nodes: their metadata and spec, and their status.
    let patches: (whole: Int, status: Int)
    /// Nodes that were deleted.
    let deletions: Int

    /// What a stage's cloud and cluster got since calls were last forgotten.
    init(_ stage: ClusterStage) {
        let (cloud, cluster) = (stage.cloud.counts, stage.cluster.counts)
        func count(_ templates: String..., of counts: [String: Int]) -> Int {
            templates.map { counts[$0, default: 0] }.reduce(0, +)
        }
        pages = count("GET /compute/v2.1/servers/detail", "GET /networking/v2.0/ports", of: cloud)
        routerReads = count("GET /networking/v2.0/routers/{id}", of: cloud)
        cloudWrites = stage.cloud.calls.count(where: \.isWrite)
        others = cloud.values.reduce(0, +) - pages - routerReads - cloudWrites
        patches = (
            count("PATCH /api/v1/nodes/{name}", of: cluster), count("PATCH /api/v1/nodes/{name}/status", of: cluster)
        )
        deletions = count("DELETE /api/v1/nodes/{name}", of: cluster)
    }

    /// How many pages one look at so many servers, of one port each, has at most: a full page may be followed by an empty one.
    static func pages(of servers: Int) -> Int { 2 * (servers / 1_000 + 1) }
}
