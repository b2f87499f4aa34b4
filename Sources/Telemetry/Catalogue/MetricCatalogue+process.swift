extension MetricCatalogue {
    static let process = Group(
        title: "The process",
        introduction: "",
        metrics: [
            buildInfo, kubernetesBuildInfo, runningControllers, reloadTime, reloadFailures, reloadState,
            logLinesDropped, cpuSeconds, residentMemory, virtualMemory, openFiles, maximumFiles, startTime,
        ]
    )

    static let buildInfo = MetricDefinition(
        .gauge,
        "occm_build_info",
        labels: ["version", "commit"],
        "Always 1; the labels say which build this is."
    )
    static let kubernetesBuildInfo = MetricDefinition(
        .gauge,
        "kubernetes_build_info",
        labels: [
            "build_date", "compiler", "git_commit", "git_tree_state", "git_version", "go_version", "major", "minor",
            "platform",
        ],
        "Always 1; `git_version` is occm's version, `compiler` is `swift`."
    )
    static let runningControllers = MetricDefinition(
        .gauge,
        "running_managed_controllers",
        labels: ["name", "manager"],
        "Whether a controller runs in this process (1) or not (0)."
    )
    static let reloadTime = MetricDefinition(
        .gauge,
        "occm_config_reload_success_timestamp_seconds",
        labels: ["config"],
        "When a file was read that is in use now, in seconds since 1970."
    )
    static let reloadFailures = MetricDefinition(
        .counter,
        "occm_config_reload_failures_total",
        labels: ["config"],
        "Changed files that could not be used; the old content stays in use."
    )
    static let reloadState = MetricDefinition(
        .gauge,
        "occm_config_reload_successful",
        labels: ["config"],
        "Whether the file as it is now is in use (1), or an older content because it is bad (0)."
    )
    static let logLinesDropped = MetricDefinition(
        .counter,
        "occm_log_lines_dropped_total",
        "Log lines that were dropped since the start because nobody read standard error."
    )
    static let cpuSeconds = MetricDefinition(
        .counter,
        "process_cpu_seconds_total",
        "Processor time that the process used, in user and kernel mode.",
        stability: nil
    )
    static let residentMemory = MetricDefinition(
        .gauge,
        "process_resident_memory_bytes",
        "Memory that the process holds (VmRSS).",
        stability: nil
    )
    static let virtualMemory = MetricDefinition(
        .gauge,
        "process_virtual_memory_bytes",
        "Addresses that the process has reserved (VmSize).",
        stability: nil
    )
    static let openFiles = MetricDefinition(
        .gauge,
        "process_open_fds",
        "File descriptors that are open.",
        stability: nil
    )
    static let maximumFiles = MetricDefinition(
        .gauge,
        "process_max_fds",
        "File descriptors that may be open.",
        stability: nil
    )
    static let startTime = MetricDefinition(
        .gauge,
        "process_start_time_seconds",
        "When the process started, in seconds since 1970.",
        stability: nil
    )
}
