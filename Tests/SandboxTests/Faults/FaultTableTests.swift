import Testing

@testable import Sandbox

@Suite("Fault rules")
struct FaultTableTests {
    @Test(
        "a path matches as a whole, with * for any run of characters",
        arguments: [
            ("/a", "/a", true), ("/a", "/ab", false), ("/a*", "/ab/c", true), ("*/members", "/x/y/members", true),
            ("/a/*/c", "/a/b/c/d", false), ("/a/*/c", "/a/b/c/c", true), ("*", "", true), ("/a*b*c", "/a1b2b3c", true),
        ]
    )
    func glob(pattern: String, path: String, expected: Bool) {
        #expect(FaultRule(nil, pattern, .truncate).matches(method: "GET", path: path) == expected)
    }

    @Test("a pattern of many stars is matched in no time")
    func manyStars() {
        let rule = FaultRule(nil, String(repeating: "*a", count: 50), .truncate)
        #expect(!rule.matches(method: "GET", path: String(repeating: "a", count: 2000) + "b"))
    }

    @Test(
        "a rule strikes from its nth call on, so many times",
        arguments: [
            (1, 1, [true, false, false, false]), (2, 1, [false, true, false, false]),
            (2, 2, [false, true, true, false]), (3, nil, [false, false, true, true]),
        ] as [(Int, Int?, [Bool])]
    )
    func counting(nth: Int, times: Int?, expected: [Bool]) {
        var table = FaultTable()
        table.add(FaultRule("GET", "/x", nth: nth, times: times, .truncate))
        #expect(table.strike(method: "PUT", path: "/x") == nil)
        #expect(expected.indices.map { _ in table.strike(method: "GET", path: "/x") != nil } == expected)
    }

    @Test("of two rules that are due the older one strikes, the other one next")
    func order() {
        var table = FaultTable()
        table.add(FaultRule(nil, "*", .dropBeforeApplying))
        table.add(FaultRule(nil, "*", .truncate))
        let strikes = (0..<3).map { _ in table.strike(method: "GET", path: "/") }
        #expect(strikes == [.dropBeforeApplying, .truncate, nil])
        #expect(table.rules.isEmpty)
    }
}
