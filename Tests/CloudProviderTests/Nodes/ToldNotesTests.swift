import Planning
import Testing

@testable import CloudProvider

@Suite("What was told of Nodes")
struct ToldNotesTests {
    private var told = ToldNotes()

    private mutating func tell(_ notes: [String: [String]], at second: Int) -> [String] {
        let notes = notes.mapValues { $0.map { Note(.warning, $0, "message of \($0)") } }
        return told.news(of: notes, at: .seconds(second)).map { "\($0.node): \($0.note.message)" }
    }

    @Test("a trouble is told once, when it changes, and again after half an hour")
    mutating func once() {
        #expect(tell(["a": ["x"]], at: 0) == ["a: message of x"])
        #expect(tell(["a": ["x"]], at: 1799) == [])
        #expect(tell(["a": ["x", "y"]], at: 1799) == ["a: message of y"])
        #expect(tell(["a": ["x", "y"]], at: 1800) == ["a: message of x"])
    }

    @Test("a trouble that comes back is told again")
    mutating func again() {
        #expect(tell(["a": ["x"]], at: 0).count == 1)
        #expect(tell(["a": []], at: 1) == [])
        #expect(tell(["a": ["x"]], at: 2).count == 1)
        told.forget("a")
        #expect(tell(["a": ["x"]], at: 3).count == 1)
    }

    @Test("what many Nodes share is told of the first")
    mutating func shared() {
        let all = Dictionary((1...50).map { ("n\($0 + 100)", ["down"]) }) { first, _ in first }
        #expect(tell(all, at: 0) == ["n101: message of down (the same for 49 more Nodes)"])
        #expect(tell(all, at: 60) == [])
        #expect(tell(all.merging(["a": ["down"]]) { $1 }, at: 60) == ["a: message of down"])
    }
}
