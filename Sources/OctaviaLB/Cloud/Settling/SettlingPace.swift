/// How long the cloud takes for a kind of change these days, and so from when on one of them is slow. Pure.
///
/// One is slow that pends for three times as long as most of the last ones took: for 3 s at least, however quick they were,
/// and after 30 s in any case. A change that was slow and settles after all counts, too: a cloud that becomes slower is
/// followed.
struct SettlingPace: Sendable, Hashable {
    /// What is slow before any has settled.
    private let first: Duration
    private var recent: [Duration] = []

    /// For how long a change that is not slow may pend.
    static let bounds = Duration.seconds(3)...Duration.seconds(30)
    /// How many times as long as usual is slow.
    static let factor = 3
    /// How many of the last ones tell what is usual.
    static let memory = 15

    /// - Parameter first: After how long one is slow as long as none has settled.
    init(first: Duration) { self.first = first }

    /// One has settled after that long.
    mutating func settled(after duration: Duration) {
        recent.append(duration)
        if recent.count > Self.memory { recent.removeFirst() }
    }

    /// From which age on one that pends is slow.
    var limit: Duration {
        guard !recent.isEmpty else { return first }
        let median = recent.sorted()[recent.count / 2]
        return min(max(median * Self.factor, Self.bounds.lowerBound), Self.bounds.upperBound)
    }
}
