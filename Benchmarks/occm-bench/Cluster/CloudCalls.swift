import Sandbox

/// The calls that a cloud got, by what they were for.
struct CloudCalls: CountedCalls {
    /// Pages of the listings that show a whole project.
    private(set) var pages = 0
    /// Looks at whether load balancers have settled or moved, be it at one or at all of the cluster.
    private(set) var looks = 0
    /// Status trees.
    private(set) var trees = 0
    /// Members of one pool brought to where they should be.
    private(set) var memberUpdates = 0
    /// The pools whose members were.
    private(set) var updatedPools: Set<String> = []
    /// All changes, those of members among them.
    private(set) var writes = 0
    /// All calls.
    let all: Int
    let account: String

    init(_ calls: [RecordedCall]) {
        all = calls.count
        account = Dictionary(grouping: calls) { "\($0.template) → \($0.status)" }
            .map { "\($1.count) × \($0)" }.sorted().joined(separator: ", ")
        for call in calls {
            let names = Set(call.query.compactMap { $0.split(separator: "=").first })
            if call.isWrite {
                writes += 1
                guard call.template == "PUT /load-balancer/v2.0/lbaas/pools/{id}/members" else { continue }
                memberUpdates += 1
                updatedPools.insert(call.path)
            } else if call.path.hasSuffix("/status") {
                trees += 1
            } else if call.path.hasPrefix("/load-balancer/v2.0/lbaas/loadbalancers"), names.contains("fields") {
                looks += 1
            } else if Self.listings.contains(call.path), names.isSubset(of: Self.pageFields) {
                pages += 1
            }
        }
    }

    private static let listings = Set(
        ["loadbalancers", "listeners", "pools", "healthmonitors"].map { "/load-balancer/v2.0/lbaas/\($0)" }
            + ["/networking/v2.0/floatingips"]
    )
    private static let pageFields: Set<Substring> = ["project_id", "limit", "marker", "sort_key", "sort_dir"]
}
