import FoundationEssentials
import Testing

@testable import Kubernetes

@Suite("Events are few")
struct EventCorrelatorTests {
    static let sequences: [(String, [String], pause: Int, [String])] = [
        ("the same message", Array(repeating: "m", count: 4), 1, ["POST", "PATCH 2", "PATCH 3", "PATCH 4"]),
        (
            "12 different messages", (1...12).map { "m\($0)" }, 1,
            Array(repeating: "POST", count: 9) + ["POST combined 1", "PATCH combined 2", "PATCH combined 3"]
        ),
        ("12 different messages, far apart", (1...12).map { "m\($0)" }, 601, Array(repeating: "POST", count: 12)),
        (
            "the same message 28 times", Array(repeating: "m", count: 28), 1,
            ["POST"] + (2...25).map { "PATCH \($0)" } + ["DROP", "DROP", "DROP"]
        ),
        (
            "the same message 27 times, 20 s apart", Array(repeating: "m", count: 27), 20,
            ["POST"] + (2...26).map { "PATCH \($0)" } + ["DROP"]
        ),
    ]

    @Test("as client-go correlates", arguments: sequences)
    func sequence(name: String, messages: [String], pause: Int, expected: [String]) {
        var correlator = EventCorrelator()
        let calls = messages.enumerated().map { index, message in
            Self.text(correlator.observe(Self.event(message), at: .seconds(index * pause)))
        }
        #expect(calls == expected)
    }

    @Test("what is dropped still counts")
    func droppedCounts() {
        var correlator = EventCorrelator()
        for _ in 0..<30 { _ = correlator.observe(Self.event("m"), at: .zero) }
        let call = correlator.observe(Self.event("m"), at: .seconds(300))
        #expect(Self.text(call) == "PATCH 31")
    }

    @Test("a counted event keeps its name and when it happened first")
    func keepsName() {
        var correlator = EventCorrelator()
        _ = correlator.observe(Self.event("m", name: "first", time: "t1"), at: .zero)
        guard case .count(let event) = correlator.observe(Self.event("m", name: "second", time: "t2"), at: .zero) else {
            Issue.record("not counted")
            return
        }
        #expect(event.metadata.name == "first")
        #expect([event.firstTimestamp, event.lastTimestamp] == ["t1", "t2"])
    }

    @Test("objects, types and reasons are told apart; versions of an object are not")
    func likeness() {
        var correlator = EventCorrelator()
        var calls = [Self.event("m"), Self.event("m", type: .warning), Self.event("m", reason: "Other")]
            .map { Self.text(correlator.observe($0, at: .zero)) }
        var other = Self.event("m")
        other.involvedObject.uid = "other"
        calls.append(Self.text(correlator.observe(other, at: .zero)))
        var newer = Self.event("m")
        newer.involvedObject.resourceVersion = "99"
        calls.append(Self.text(correlator.observe(newer, at: .zero)))
        #expect(calls == ["POST", "POST", "POST", "POST", "PATCH 2"])
    }

    @Test("a full table forgets what was not used for longest")
    func recentlyUsed() {
        var table = RecentlyUsed<Int, String>(capacity: 4)
        for key in 0..<4 { table[key] = "v" }
        table[0] = "w"
        table[4] = "v"
        #expect(table[0] == "w")
        #expect(table[4] == "v")
        #expect(table[1] == nil)
    }

    static func event(
        _ message: String,
        type: EventType = .normal,
        reason: String = "R",
        name: String = "e",
        time: String = "t"
    ) -> Event {
        let object = ObjectReference(kind: "Service", namespace: "n", name: "s", uid: "u", resourceVersion: "1")
        return Event(
            metadata: ObjectMeta(name: name, namespace: "n"),
            involvedObject: object,
            type: type,
            reason: reason,
            message: message,
            component: "service-controller",
            timestamp: time
        )
    }

    private static func text(_ call: EventCorrelator.Call) -> String {
        func combined(_ event: Event) -> String { event.message.hasPrefix(EventCorrelator.prefix) ? " combined" : "" }
        return switch call {
        case .drop: "DROP"
        case .create(let event): combined(event).isEmpty ? "POST" : "POST combined \(event.count)"
        case .count(let event): "PATCH\(combined(event)) \(event.count)"
        }
    }
}
