/// One run of `occm apply` on a Service.
enum Act: String, CaseIterable {
    case create
    case noChange = "no change"
    case nodeAdded = "node added"
    case delete

    /// How many changes Octavia has to settle one after the other, so that no program can be faster: the load balancer takes
    /// the next one only when it has settled.
    func settlings(_ workload: Workload) -> Int {
        switch self {
        case .create, .delete: 1
        case .noChange: 0
        case .nodeAdded: workload.ports
        }
    }

    /// How much longer than the floor it may take: twice what it took on two busy cores when the limit was set.
    func allowance(_ workload: Workload) -> Duration { .milliseconds(250 + 20 * workload.ports) }
}
