/// Which build this is.
public struct BuildInfo: Sendable, Hashable {
    /// The version: `1.0.0`.
    public var version: String
    /// The commit it was built from; empty if nobody knows.
    public var commit: String
    /// When it was built (RFC 3339); empty if nobody knows.
    public var date: String

    /// Creates build information.
    public init(version: String, commit: String = "", date: String = "") {
        self.version = version
        self.commit = commit
        self.date = date
    }

    var samples: [MetricSample] {
        [
            MetricSample(MetricCatalogue.buildInfo, version, commit, value: 1),
            MetricSample(
                MetricCatalogue.kubernetesBuildInfo,
                date,
                "swift",
                commit,
                "",
                "v\(version)",
                "",
                "",
                "",
                Self.platform,
                value: 1
            ),
        ]
    }

    private static var platform: String {
        #if arch(arm64)
            "linux/arm64"
        #else
            "linux/amd64"
        #endif
    }
}
