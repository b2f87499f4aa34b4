import Kubernetes

/// The Nodes that take traffic as time goes on, and how sure it is that those who left are gone. Pure: the time is given.
///
/// A Node that is missing is one observation, which may be wrong: a list that came back short, an informer that has just
/// begun. The watch telling of its deletion is proof; so is being missing for as long as ``secondLook``.
struct Backends: Sendable {
    /// How far apart two sets have to be to confirm each other.
    static let secondLook = Duration.seconds(60)

    /// Those who take traffic now.
    private(set) var set = BackendSet(of: [])
    /// How often the set has changed.
    private(set) var generation = 0

    /// When the first set was known.
    private var began = Duration.zero
    /// Members of the set whose deletion the watch has told of; the next set is without them.
    private var gone: Set<String> = []
    /// Who left without that, and when.
    private var departures: [String: Duration] = [:]

    /// No Node is known yet.
    init() {}

    /// The first set, of an informer that has synced.
    init(first set: BackendSet, at now: Duration) {
        self.set = set
        began = now
    }

    /// A Node came, changed or went; the set changes only by ``take(_:at:)``.
    mutating func note(_ change: ObjectChange<Node>) {
        let name = change.object.metadata.name
        switch change {
        case .deleted(_, .seen):
            departures[name] = nil
            if set.contains(name) { gone.insert(name) }
        case .added, .updated, .deleted(_, .missed):
            gone.remove(name)
        }
    }

    /// Takes the set as it is now. Returns whether it is another one.
    mutating func take(_ new: BackendSet, at now: Duration) -> Bool {
        guard new != set else { return false }
        departures = departures.filter { !new.contains($0.key) && now - $0.value < Self.secondLook }
        for name in set.names where !new.contains(name) && !gone.contains(name) {
            departures[name] = now
        }
        gone = gone.filter(new.contains)
        set = new
        generation += 1
        return true
    }

    /// For how long the removals that follow from the set are not confirmed yet; zero if they are.
    func doubt(at now: Duration) -> Duration {
        let latest = departures.values.reduce(began, max)
        return max(.zero, latest + Self.secondLook - now)
    }
}
