import KeystoneAuth

/// Takes a command line apart as Go's pflag does: `--name=value`, `--name value`, `--name` for what is on or off, `-v 4`,
/// `-v=4`, `-v4`; `_` is `-`. Pure.
///
/// Guarantees: every argument ends up in a use or in a problem; nothing is dropped.
struct FlagScanner {
    /// One use of a flag.
    struct Use: Sendable {
        let flag: RunFlag
        /// The value as it was written, or what the flag means without one.
        let text: String
    }

    /// The uses in the order of the command line.
    private(set) var uses: [Use] = []
    /// What is no flag, or not a whole one; each a sentence.
    private(set) var problems: [String] = []

    private var rest: ArraySlice<String>
    /// The flag just read, if it came without a value: what follows may have been meant for it.
    private var bare: RunFlag?
    private var suggestion = Suggestion()

    /// Reads everything after the command's name.
    init(_ arguments: [String]) {
        rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                while let positional = rest.popFirst() { refuse(positional) }
            } else if argument.hasPrefix("--") {
                readLong(argument)
            } else if argument.hasPrefix("-"), argument != "-" {
                readShort(argument)
            } else {
                refuse(argument)
            }
        }
    }

    private mutating func readLong(_ argument: String) {
        let (name, text) = Self.parts(argument.dropFirst(2))
        guard let flag = RunFlags.byName[name] else { return refuse(unknown: "--\(name)", hasText: text != nil) }
        take(flag, as: "--\(name)", text)
    }

    private mutating func readShort(_ argument: String) {
        let (name, text) = Self.parts(argument.dropFirst())
        let isLong = name.count > 1 && RunFlags.byName[name] != nil
        guard !isLong, let flag = RunFlags.all.first(where: { $0.shorthand == name.first }) else {
            return refuse(unknown: "-\(name)", hasText: text != nil)
        }
        let value = argument.dropFirst(2)
        take(flag, as: "-\(name.prefix(1))", value.isEmpty ? nil : String(value.trimmingPrefix("=")))
    }

    private mutating func take(_ flag: RunFlag, as spelling: String, _ text: String?) {
        guard let value = text ?? flag.bareText ?? nextValue() else {
            return problems.append("\(spelling): expected a value, as \(spelling)=<\(flag.placeholder)>")
        }
        bare = text == nil && flag.bareText != nil ? flag : nil
        uses.append(Use(flag: flag, text: value))
    }

    /// The argument that follows, unless it is a flag: a value that was forgotten must not swallow one.
    private mutating func nextValue() -> String? {
        guard let next = rest.first else { return nil }
        let isFlag = next.hasPrefix("--") && RunFlags.byName[Self.parts(next.dropFirst(2)).name] != nil
        return isFlag ? nil : rest.popFirst()
    }

    private mutating func refuse(_ positional: String) {
        let hint =
            bare.map { "; its value follows with =: --\($0.name)=\(positional)" } ?? "; occm run takes only flags"
        problems.append("\(positional): unexpected argument\(hint)")
        bare = nil
    }

    private mutating func refuse(unknown spelling: String, hasText: Bool) {
        // What follows is most likely its value, and no problem of its own.
        if !hasText, let next = rest.first, !next.hasPrefix("-") { rest.removeFirst() }
        bare = nil
        let name = String(spelling.drop { $0 == "-" })
        if let advice = RunFlags.removed[name] {
            return problems.append("\(spelling): Kubernetes has removed this flag; \(advice)")
        }
        let guess = suggestion.question("--\(name)", among: RunFlags.all.map { "--\($0.name)" })
        problems.append("\(spelling): there is no such flag\(guess)")
    }

    /// The name as it is declared, and what follows the `=`.
    private static func parts(_ text: Substring) -> (name: String, text: String?) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0].map { $0 == "_" ? "-" : $0 }), parts.count == 2 ? String(parts[1]) : nil)
    }
}
