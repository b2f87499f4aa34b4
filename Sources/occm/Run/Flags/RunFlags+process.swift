/// What the process tells about itself.
extension RunFlags {
    static let logging = RunFlagGroup(
        title: "Logging",
        flags: [
            RunFlag(
                "v",
                \.logging.verbosity,
                "How much is logged: 0 what an operator must know, 4 for debugging, 6 every request.",
                where: FlagChecks.within(0...Int(Int32.max))
            ),
            RunFlag("logging-format", \.logging.format, as: "format", "How: text, as klog, or json."),
        ]
    )

    static let general = RunFlagGroup(
        title: "General",
        flags: [
            RunFlag(
                "feature-gates",
                \.featureGates,
                "Features of Kubernetes' programs, as Name=true. occm has none; each one given is logged."
            ),
            RunFlag("help", forgotten: false, "Print this, and nothing else."),
            RunFlag(
                "version",
                \.version,
                "Print the version, and nothing else; --version=raw says more about it."
            ),
        ]
    )
}
