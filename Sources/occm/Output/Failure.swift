/// Why a command ends with exit code 1: one sentence a line, for the user.
struct Failure: Error, CustomStringConvertible {
    /// What went wrong and what to do, all problems at once.
    var description: String

    init(_ description: String) { self.description = description }

    /// Every problem on a line of its own.
    init(_ problems: [String]) { description = problems.joined(separator: "\n") }
}
