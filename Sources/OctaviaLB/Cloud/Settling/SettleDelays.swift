/// How long to wait before each look at a load balancer that is settling.
///
/// | look | 1 | 2 | 3 | 4 | 5 and later |
/// |---|---|---|---|---|---|
/// | seconds before it | 1 | 1 | 2 | 3 | 5 |
struct SettleDelays: Sendable, Sequence, IteratorProtocol {
    private static let first = [1, 1, 2, 3]
    private static let later = 5

    private var looks = 0

    mutating func next() -> Duration? {
        defer { looks += 1 }
        return .seconds(looks < Self.first.count ? Self.first[looks] : Self.later)
    }
}
