import CurlTransport

/// What a reflector does next (client-go `cache.Reflector`). Pure: time and chance are given.
///
/// List, then watch from the list's version, again and again; every event moves the version on. What ends a watch
/// decides whether it goes on from there, and after which pause, or begins with a fresh list.
struct ReflectorState: Sendable {
    /// What to do next.
    enum Step: Sendable, Hashable {
        case list(resourceVersion: String?, pageSize: Int?)
        case watch(from: String)
    }

    /// How a watch ended.
    enum WatchEnd: Sendable, Hashable {
        /// The API server closed it, or the connection broke, or was silent for too long.
        case closed
        /// The API server said that it can't go on.
        case status(APIStatus)
        /// It could not be opened.
        case unopened(KubernetesError)
    }

    static let pageSize = 500
    /// A watch that ends this early without an event is no watch; something is wrong.
    static let shortest = Duration.seconds(1)
    /// After so long without a failure the next one is the first.
    static let calm = Duration.seconds(120)

    /// The version up to which everything is known; `nil` before the first list.
    private(set) var resourceVersion: String?
    private(set) var step = Step.list(resourceVersion: "0", pageSize: pageSize)

    private let backoff: Backoff
    private var failures = 0
    private var latestFailure: Duration?
    /// The API server does not have the version that we know.
    private var versionIsUnavailable = false
    private var wasPaged = false

    init(backoff: Backoff = .reflector) {
        self.backoff = backoff
    }

    /// A whole list was read.
    mutating func listed(resourceVersion: String, pages: Int) {
        self.resourceVersion = resourceVersion
        versionIsUnavailable = false
        wasPaged = wasPaged || pages > 1
        step = .watch(from: resourceVersion)
    }

    /// A list could not be read. Returns how long to pause.
    mutating func listFailed(_ error: KubernetesError, at now: Duration, random: Double) -> Duration {
        let needsFreshList = error.code == .expired || error.status?.asksForFreshList == true
        if needsFreshList, !versionIsUnavailable {
            versionIsUnavailable = true
            step = relist
            return .zero
        }
        step = relist
        return pause(at: now, random)
    }

    /// The watch told of a version.
    mutating func saw(resourceVersion: String) {
        guard !resourceVersion.isEmpty else { return }
        self.resourceVersion = resourceVersion
        step = .watch(from: resourceVersion)
    }

    /// The watch is over. Returns how long to pause.
    mutating func watchEnded(
        _ end: WatchEnd,
        after lifetime: Duration,
        events: Int,
        at now: Duration,
        random: Double
    ) -> Duration {
        switch end {
        case .closed where lifetime >= Self.shortest || events > 0:
            return .zero
        case .unopened(let error) where error.code == .throttled || error.foundNobody:
            return pause(at: now, random)
        case .status(let status) where status.code == 429:
            return pause(at: now, random)
        case .unopened(let error) where error.failure == .timeout || error.failure == .aborted:
            // As good as a watch without events.
            return pause(at: now, random)
        case .closed, .status, .unopened:
            step = relist
            return pause(at: now, random)
        }
    }

    private var relist: Step {
        guard let resourceVersion else {
            return .list(resourceVersion: versionIsUnavailable ? nil : "0", pageSize: Self.pageSize)
        }
        if versionIsUnavailable { return .list(resourceVersion: nil, pageSize: wasPaged ? Self.pageSize : nil) }
        // Pages of a given version are pages of exactly that version, which may be gone.
        return .list(resourceVersion: resourceVersion, pageSize: nil)
    }

    private mutating func pause(at now: Duration, _ random: Double) -> Duration {
        if let latestFailure, now - latestFailure > Self.calm { failures = 0 }
        failures += 1
        latestFailure = now
        return backoff.delay(afterFailures: failures) * (1 + random)
    }
}

extension KubernetesError {
    /// Whether there was no API server to ask.
    fileprivate var foundNobody: Bool { failure == .connect || failure == .resolve || failure == .tls }
}
