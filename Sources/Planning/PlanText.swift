/// Prints plans for people: a block a subject, a glyph a change, field by field what is and what will be, and why.
///
/// Values come from users and clouds; characters that could steer a terminal are shown as escapes.
public struct PlanText: Sendable {
    /// Whether glyphs and notes are coloured with ANSI sequences.
    public var color: Bool
    /// How many added, changed and removed fields each a change shows; the documents have all.
    public var fieldLimit = 20

    /// Creates a printer.
    public init(color: Bool) {
        self.color = color
    }

    /// The plans as text, with a newline at its end.
    public func render<Operation>(_ plans: [Plan<Operation>]) -> String {
        var lines = plans.flatMap(lines)
        if plans.contains(where: { !$0.steps.isEmpty }) { lines.append(summary(PlanSummary(plans))) }
        return lines.map { $0 + "\n" }.joined()
    }

    private func lines<Operation>(_ plan: Plan<Operation>) -> [String] {
        var lines: [String] = []
        let subject = printable(plan.subject)
        if plan.isBlocked {
            lines.append(paint("\(subject) can't be planned.", .bold))
        } else if plan.steps.isEmpty {
            let hasDoubts = plan.notes.contains { $0.severity == .warning }
            lines.append(hasDoubts ? "No changes for \(subject)." : "No changes. \(subject) is up to date.")
        } else {
            lines += [paint("\(subject):", .bold), ""]
        }
        for change in plan.changes { lines += block(change) + [""] }
        let notes = plan.notes.map(line)
        if plan.steps.isEmpty { return lines + notes }
        return lines + notes + (notes.isEmpty ? [] : [""])
    }

    private func block(_ change: Change) -> [String] {
        let id = change.resource.id.map { " (\(printable($0)))" } ?? ""
        let heading = "  \(glyph(change.action)) \(printable(change.resource.description))\(id)"
        return [heading + paint("  # \(printable(change.reason))", .dim)] + fields(of: change)
    }

    private func fields(of change: Change) -> [String] {
        let width = change.fields.map { printable($0.name).count }.max() ?? 0
        var shown: [String] = []
        for sign in FieldSign.allCases {
            let group = change.fields.filter { FieldSign($0) == sign }
            for field in group.prefix(fieldLimit) {
                let name = printable(field.name)
                let padding = String(repeating: " ", count: width - name.count)
                let marker =
                    change.action == .create || change.action == .delete ? " " : paint(sign.rawValue, sign.style)
                shown.append("      \(marker) \(name)\(padding)   \(value(of: field))")
            }
            let hidden = group.count - fieldLimit
            if hidden > 0 { shown.append("        … and \(hidden) more; -o json has all") }
        }
        return shown
    }

    private func value(of field: FieldChange) -> String {
        switch FieldSign(field) {
        case .added: text(field.after)
        case .removed: text(field.before)
        case .changed: "\(text(field.before)) → \(text(field.after))"
        }
    }

    private func text(_ value: PlanValue) -> String {
        switch value {
        case .null: "(none)"
        case .string(let text): text.isEmpty ? "\"\"" : printable(text)
        case .int(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        case .list(let values): "[" + values.map(text).joined(separator: ", ") + "]"
        case .pending(let text): "(\(printable(text)))"
        }
    }

    private func line(_ note: Note) -> String {
        let message = printable(note.message)
        return switch note.severity {
        case .info: "Note: \(message)"
        case .warning: paint("Warning:", .yellow) + " \(message)"
        case .blocked: paint("Blocked:", .red) + " \(message)"
        }
    }

    private func summary(_ summary: PlanSummary) -> String {
        let calls = summary.calls == 1 ? "1 API call" : "\(summary.calls) API calls"
        return paint("Plan:", .bold)
            + " \(summary.add) to add, \(summary.change) to change, \(summary.destroy) to destroy; \(calls)."
    }

    private func glyph(_ action: Change.Action) -> String {
        switch action {
        case .create: "  " + paint("+", .green)
        case .update: "  " + paint("~", .yellow)
        case .delete: "  " + paint("-", .red)
        case .replace: paint("-", .red) + "/" + paint("+", .green)
        }
    }

    private func paint(_ text: String, _ style: Style) -> String {
        color ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    private func printable(_ text: String) -> String { text.printable }
}

/// ANSI "select graphic rendition" parameters.
private enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
}

/// How a field is marked: it gets a value, gets another, or loses it.
private enum FieldSign: String, CaseIterable {
    case changed = "~"
    case added = "+"
    case removed = "-"

    init(_ field: FieldChange) {
        self = field.before == .null ? .added : field.after == .null ? .removed : .changed
    }

    var style: Style {
        switch self {
        case .changed: .yellow
        case .added: .green
        case .removed: .red
        }
    }
}
