/// What lists of flags are made of. A list is repeated, or separated in one value; its first use replaces the default.
protocol FlagItem: Sendable {
    /// What help calls it.
    static var placeholder: String { get }
    /// What separates items within one value; `nil` where each value is one item.
    static var separator: Character? { get }

    /// Reads one item.
    init(item text: String) throws(FlagMismatch)

    /// How it is shown.
    var shown: String { get }
}

extension FlagItem {
    static var separator: Character? { "," }
}

extension Array: FlagValue where Element: FlagItem {
    static var placeholder: String { Element.placeholder }

    init(flag text: String) throws(FlagMismatch) {
        self = []
        for item in text.isEmpty ? [] : Self.items(of: text) { append(try Element(item: item)) }
    }

    mutating func follow(with later: Self) { self += later }

    var shown: String { map(\.shown).joined(separator: String(Element.separator ?? ",")) }

    /// Quotes keep a separator from separating, as in the CSV that pflag reads.
    private static func items(of text: String) -> [String] {
        guard let separator = Element.separator else { return [text] }
        var items: [String] = []
        var item = ""
        var isQuoted = false
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case separator where !isQuoted:
                items.append(item)
                item = ""
            default: item.append(character)
            }
        }
        return items + [item]
    }
}

extension String: FlagItem {
    init(item text: String) throws(FlagMismatch) { self = text }
}

/// A text that is one item as a whole, commas and all.
struct WholeText: FlagItem, Hashable {
    static let placeholder = "text"
    static let separator: Character? = nil

    /// The text.
    var text: String

    init(item text: String) throws(FlagMismatch) { self.text = text }

    var shown: String { text }
}
