import ArgumentParser

/// How a plan is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case text
    /// docs/reference/plan-json.md.
    case json
    /// The same document as YAML.
    case yaml
}
