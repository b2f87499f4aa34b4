/// What is wrong with the configuration of the cluster's access, and where.
public struct ClusterProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, if one was read.
    public var file: String?
    /// The line, counted from 1, if it is known.
    public var line: Int?
    /// The context that was meant.
    public var context: String?
    /// The field: `users[admin].client-key`.
    public var field: String?
    /// What is wrong and what to write instead. Never holds a credential.
    public var message: String

    /// Creates a problem.
    public init(file: String? = nil, line: Int? = nil, context: String? = nil, field: String? = nil, _ message: String)
    {
        self.file = file
        self.line = line
        self.context = context
        self.field = field
        self.message = message
    }

    /// `admin.conf:7: context prod: users[admin].client-key: there is no such file`.
    public var description: String {
        let place = file.map { name in line.map { "\(name):\($0)" } ?? name }
        return [place, context.map { "context \($0)" }, field, message].compactMap(\.self).joined(separator: ": ")
    }
}

/// Everything that is wrong with the configuration of the cluster's access; at least one problem.
public struct ClusterProblems: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public var problems: [ClusterProblem]

    /// Creates a failure.
    public init(_ problems: [ClusterProblem]) { self.problems = problems }

    /// One problem a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
