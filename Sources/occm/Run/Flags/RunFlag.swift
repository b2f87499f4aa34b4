/// One flag of `occm run`, declared once: reading, help, docs/reference/run.md and the tests all come from it.
struct RunFlag: Sendable {
    /// The name without dashes.
    let name: String
    /// What a value is called; empty for a flag that is on or off.
    let placeholder: String
    /// What the flag means without a value; `nil` where it needs one.
    let bareText: String?
    /// What it holds when it is not given; empty for nothing.
    let standard: String
    /// What it does, as a sentence.
    let help: String
    /// Why it does nothing; `nil` for a flag that does something.
    var idleReason: String?

    /// Takes one use of the flag. The first one replaces the default.
    let assign: @Sendable (inout RunSettings, _ text: String, _ isFirst: Bool) throws(FlagMismatch) -> Void
    /// The value that the settings have; empty for none, or for a flag that sets nothing.
    let shown: @Sendable (RunSettings) -> String
}

extension RunFlag {
    /// Declares a flag whose value is kept at `path`, and what the value must fulfil beside its type.
    init<Value: FlagValue>(
        _ name: String,
        _ path: any WritableKeyPath<RunSettings, Value> & Sendable,
        as placeholder: String = Value.placeholder,
        _ help: String,
        where check: @escaping FlagCheck<Value> = { _ throws(FlagMismatch) in }
    ) {
        self.name = name
        self.placeholder = Value.bareText == nil ? placeholder : ""
        self.bareText = Value.bareText
        self.standard = RunSettings()[keyPath: path].shown
        self.help = help
        self.shown = { $0[keyPath: path].shown }
        self.assign = { settings, text, isFirst throws(FlagMismatch) in
            let value = try Value(flag: text)
            try check(value)
            if isFirst {
                settings[keyPath: path] = value
            } else {
                settings[keyPath: path].follow(with: value)
            }
        }
    }

    /// Declares a flag that sets nothing: its value is checked and forgotten.
    init<Value: FlagValue>(
        _ name: String,
        forgotten standard: Value,
        as placeholder: String = Value.placeholder,
        _ help: String = "",
        where check: @escaping FlagCheck<Value> = { _ throws(FlagMismatch) in }
    ) {
        self.name = name
        self.placeholder = Value.bareText == nil ? placeholder : ""
        self.bareText = Value.bareText
        self.standard = standard.shown
        self.help = help
        self.shown = { _ in "" }
        self.assign = { _, text, _ throws(FlagMismatch) in try check(try Value(flag: text)) }
    }

    /// How a user writes it, without a value: `--v`, `-v`.
    var spellings: [String] { ["--\(name)"] + (shorthand.map { ["-\($0)"] } ?? []) }

    /// The one letter that stands for it.
    var shorthand: Character? {
        switch name {
        case "v": "v"
        case "help": "h"
        default: nil
        }
    }
}

/// What a flag's value must fulfil beside its type.
typealias FlagCheck<Value> = @Sendable (Value) throws(FlagMismatch) -> Void

/// Flags that belong together.
struct RunFlagGroup: Sendable {
    /// What help and reference say above them.
    let title: String
    /// The flags, in the order of the help.
    let flags: [RunFlag]
}

extension RunFlagGroup {
    /// Flags that are taken so that command lines of the Go OCCM work, and do nothing for one reason.
    init(idle reason: String, _ flags: [RunFlag]) {
        title = reason
        self.flags = flags.map { flag in
            var flag = flag
            flag.idleReason = reason
            return flag
        }
    }
}
