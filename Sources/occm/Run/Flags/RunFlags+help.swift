extension RunFlags {
    /// What `occm run --help` prints.
    static var help: String {
        let sections = groups.map(section) + [idleSection]
        return ([overview] + sections).joined(separator: "\n\n")
    }

    private static let overview = """
        OVERVIEW: Run the cloud-controller-manager: give Services of type LoadBalancer
        their load balancers in OpenStack.

        Takes the command line of the Go openstack-cloud-controller-manager as it is.
        A flag is --name=value or --name value; one that is on or off is --name or
        --name=false. A list is separated by commas, or its flag is repeated.

        USAGE: occm [run] [<flags>]
        """

    private static func section(_ group: RunFlagGroup) -> String {
        let entries = group.flags.map { flag in
            entry(flag.usage, flag.help + (flag.tellsStandard ? " (default: \(flag.standard))" : ""))
        }
        return "\(group.title.uppercased()):\n\(entries.joined(separator: "\n"))"
    }

    private static var idleSection: String {
        let entries = idle.map { group in
            let names = group.flags.map { "--\($0.name)" }.joined(separator: ", ")
            let lines =
                lines("\(group.title):", width: 76).map { "  \($0)" } + lines(names, width: 74).map { "    \($0)" }
            return lines.joined(separator: "\n")
        }
        return "WITHOUT EFFECT:\n\(entries.joined(separator: "\n"))"
    }

    /// A flag on the left, from column 26 on what it does; on lines of its own where the flag is long.
    private static func entry(_ usage: String, _ text: String) -> String {
        let indent = String(repeating: " ", count: 26)
        let lines = lines(text, width: 54).map { indent + $0 }
        guard usage.count <= 21 else { return (["  \(usage)"] + lines).joined(separator: "\n") }
        let first = "  \(usage)" + (lines.first ?? "").dropFirst(usage.count + 2)
        return ([first] + lines.dropFirst()).joined(separator: "\n")
    }

    /// The text broken between words into lines of at most that many characters, where its words allow it.
    private static func lines(_ text: String, width: Int) -> [String] {
        text.split(separator: " ").reduce(into: []) { lines, word in
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(String(word))
            }
        }
    }
}

extension RunFlag {
    /// How it is written: `-v, --v <number>`.
    var usage: String {
        let short = shorthand.map { "-\($0), " } ?? ""
        return "\(short)--\(name)" + (placeholder.isEmpty ? "" : " <\(placeholder)>")
    }

    /// Whether it is worth saying what holds without the flag.
    fileprivate var tellsStandard: Bool { !standard.isEmpty && standard != "false" }
}
