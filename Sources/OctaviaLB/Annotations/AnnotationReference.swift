/// docs/reference/annotations.md, written from the declarations.
public enum AnnotationReference {
    /// The whole page.
    public static var markdown: String {
        ([introduction] + Annotations.all.map(section) + [unsupported]).joined(separator: "\n") + "\n"
    }

    private static let introduction = """
        # Annotations

        What occm reads from a Service's annotations. This page is written from the declarations in
        `Sources/OctaviaLB/Annotations/Annotations.swift`; `make docs` renews it.

        A value that can't be used is either *refused* (nothing is changed, and the plan says why) or replaced by the
        default, with a warning. A key below `\(AnnotationFacts.prefix)` that is not on this page is a warning.

        """

    private static func section(_ facts: AnnotationFacts) -> String {
        """
        ## `\(facts.key)`

        \(facts.help)

        | | |
        |---|---|
        | value | \(facts.type) |
        | default | \(facts.defaultText) |
        | a change | \(facts.mutability.rawValue) |
        | a value that can't be used | \(facts.invalid.rawValue) |

        """
    }

    private static var unsupported: String {
        let rows = Annotations.unsupported.sorted { $0.key < $1.key }.map { name, reason in
            "- `\(AnnotationFacts.prefix)\(name)`: \(reason)."
        }
        return """
            ## Refused

            The Go OCCM acts on these and this release of occm does not. A Service that has one is left as it is.

            \(rows.joined(separator: "\n"))
            """
    }
}
