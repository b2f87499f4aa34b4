import CloudProvider
import Synchronization

/// Places for load balancers that settle from our changes: so many at once, as long as each keeps the cloud's pace.
///
/// Guarantees: first come, first served. One that is slow, or that others keep busy, has no place any more; so those that
/// are stuck do not delay the rest, and a cloud that is only slow still gets few changes at once.
public final class SettlingPlaces: Sendable {
    /// What kinds of change there are: each has its own pace.
    enum Kind: Sendable, Hashable, CaseIterable {
        /// A load balancer is made, which may take a machine or two.
        case creation
        /// One that is there is changed.
        case change
        /// One is deleted, with what is on it.
        case deletion

        /// The pace until there is one.
        fileprivate var pace: SettlingPace {
            switch self {
            case .creation: SettlingPace(first: SettlingPace.bounds.upperBound)
            case .change, .deletion: SettlingPace(first: .seconds(4))
            }
        }
    }

    private let turns: Turns
    private let paces = Mutex(Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0, $0.pace) }))

    /// Creates free places; at least one.
    public init(_ count: Int) { turns = Turns(count) }

    /// How many places are free.
    var free: Int { turns.free }

    /// How many wait for a place.
    var waiting: Int { turns.waiting }

    /// Waits for a place; throws `CancellationError` if the task is cancelled meanwhile.
    func take(for kind: Kind) async throws -> SettlingPlace {
        SettlingPlace(try await turns.take(), kind, of: self)
    }

    fileprivate func limit(for kind: Kind) -> Duration { paces.withLock { $0[kind]?.limit ?? .zero } }

    fileprivate func settled(_ kind: Kind, after duration: Duration) {
        paces.withLock { $0[kind]?.settled(after: duration) }
    }
}

/// One load balancer's place among those that settle.
final class SettlingPlace: Sendable {
    private let turn: Turn
    private let kind: SettlingPlaces.Kind
    private let places: SettlingPlaces

    fileprivate init(_ turn: Turn, _ kind: SettlingPlaces.Kind, of places: SettlingPlaces) {
        self.turn = turn
        self.kind = kind
        self.places = places
    }

    /// The change still pends after that long: gives the place up if that is slow.
    func pends(for age: Duration) {
        if age >= places.limit(for: kind) { giveUp() }
    }

    /// The change has settled after that long.
    func settled(after duration: Duration) { places.settled(kind, after: duration) }

    /// Lets the next one have it; at the second time nothing happens.
    func giveUp() { turn.end() }
}
