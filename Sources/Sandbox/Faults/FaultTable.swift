/// The fault rules in force, oldest first.
struct FaultTable: Sendable {
    private struct Entry: Sendable {
        let rule: FaultRule
        var matches = 0

        var isSpent: Bool {
            guard let times = rule.times else { return false }
            return matches >= rule.nth - 1 + times
        }
    }

    private var entries: [Entry] = []

    /// The rules that can still strike.
    var rules: [FaultRule] { entries.map(\.rule) }

    mutating func add(_ rule: FaultRule) { entries.append(Entry(rule: rule)) }

    mutating func removeAll() { entries.removeAll() }

    /// What must happen to a call: every rule that matches it counts it, the oldest one that is due strikes.
    mutating func strike(method: String, path: String) -> FaultRule.Action? {
        var action: FaultRule.Action?
        for index in entries.indices where entries[index].rule.matches(method: method, path: path) {
            if action != nil && entries[index].matches >= entries[index].rule.nth - 1 { continue }
            entries[index].matches += 1
            if entries[index].matches >= entries[index].rule.nth { action = entries[index].rule.action }
        }
        entries.removeAll(where: \.isSpent)
        return action
    }
}

extension FaultRule {
    /// Whether a call has the rule's method and path.
    func matches(method: String, path: String) -> Bool {
        (self.method ?? method) == method && Self.glob(Array(self.path.utf8), matches: Array(path.utf8))
    }

    /// Matches from the left; on a mismatch the latest `*` takes one character more, which keeps the work quadratic at worst.
    private static func glob(_ pattern: [UInt8], matches text: [UInt8]) -> Bool {
        var (inPattern, inText) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while inText < text.count {
            if inPattern < pattern.count, pattern[inPattern] == UInt8(ascii: "*") {
                star = (inPattern, inText)
                inPattern += 1
            } else if inPattern < pattern.count, pattern[inPattern] == text[inText] {
                inPattern += 1
                inText += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                (inPattern, inText) = (last.pattern + 1, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[inPattern...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
