import Kubernetes
import Testing

@testable import CloudProvider

/// When taking members out of pools is confirmed.
@Suite("Nodes that leave")
struct BackendsTests {
    /// What happens, a second at a time, to the Nodes a, b and c, which are there at the beginning.
    enum Happening: Sendable {
        /// The watch tells that a Node is gone.
        case seen(String)
        /// A list lacks a Node.
        case missed(String)
        /// A Node is there again.
        case back(String)
        /// The set is looked at: these are there.
        case set(String)
        /// Time goes by.
        case pass(Int)
    }

    typealias Story = (name: String, happenings: [Happening], doubt: Int)

    static let stories: [Story] = [
        ("nothing, just after the start", [], 60),
        ("nothing, a minute after the start", [.pass(60)], 0),
        ("a deletion that was seen", [.pass(60), .seen("a"), .set("bc")], 0),
        ("a deletion that was seen just after the start", [.pass(20), .seen("a"), .set("bc")], 40),
        ("a Node that a list lacks", [.pass(60), .missed("a"), .set("bc")], 60),
        ("a Node that is missing for a while", [.pass(60), .missed("a"), .set("bc"), .pass(59)], 1),
        ("a Node that is missing for long", [.pass(60), .missed("a"), .set("bc"), .pass(60)], 0),
        ("one seen, one missed", [.pass(60), .seen("a"), .missed("b"), .set("c")], 60),
        (
            "one after the other: the second is in doubt for longer",
            [.pass(60), .missed("a"), .set("bc"), .pass(30), .missed("b"), .set("c"), .pass(30)], 30
        ),
        (
            "other changes do not prolong the doubt",
            [.pass(60), .missed("a"), .set("bc"), .pass(30), .back("d"), .set("bcd"), .pass(30)], 0
        ),
        ("a Node that comes back", [.pass(60), .missed("a"), .set("bc"), .back("a"), .set("abc")], 0),
        (
            "a Node that comes back and is missed again",
            [.pass(60), .missed("a"), .set("bc"), .pass(50), .back("a"), .set("abc"), .missed("a"), .set("bc")], 60
        ),
        (
            "a Node that was seen to go, came back and is missed",
            [.pass(60), .seen("a"), .back("a"), .missed("a"), .set("bc")], 60
        ),
        ("a Node that is missing and then seen to go", [.pass(60), .missed("a"), .set("bc"), .seen("a")], 0),
        ("a Node that takes no traffic any more, but is there", [.pass(60), .set("bc")], 60),
        (
            "a deletion that is read before the set that shows it",
            [.pass(60), .seen("b"), .back("d"), .set("abcd"), .set("acd")], 0
        ),
    ]

    @Test("is in doubt for so many seconds", arguments: stories.indices)
    func doubt(_ index: Int) {
        let (name, happenings, doubt) = Self.stories[index]
        var now = Duration.seconds(1000)
        var backends = Backends(first: Self.set("abc"), at: now)
        for happening in happenings {
            switch happening {
            case .seen(let name): backends.note(.deleted(Node(named: name), .seen))
            case .missed(let name): backends.note(.deleted(Node(named: name), .missed))
            case .back(let name): backends.note(.added(Node(named: name)))
            case .set(let names): _ = backends.take(Self.set(names), at: now)
            case .pass(let seconds): now += .seconds(seconds)
            }
        }
        #expect(backends.doubt(at: now) == .seconds(doubt), "\(name)")
    }

    @Test("a set that no pool can tell from the last one is no other set")
    func sameSet() {
        var backends = Backends(first: Self.set("ab"), at: .zero)
        let isOther = backends.take(Self.set("ba"), at: .seconds(1))
        #expect(!isOther)
        #expect(backends.generation == 0)
        _ = backends.take(Self.set("a"), at: .seconds(2))
        #expect(backends.generation == 1)
    }

    private static func set(_ names: String) -> BackendSet { BackendSet(of: names.map { Node(named: String($0)) }) }
}
