/// Flags of the Go OCCM that do nothing here.
extension RunFlags {
    /// They are taken, so that its command lines work; what they would have done is said once in the log.
    static let idle = [
        RunFlagGroup(
            idle: "--concurrent-node-syncs is for all that is written to Nodes",
            [RunFlag("concurrent-node-status-updates", forgotten: 0)]
        ),
        RunFlagGroup(
            idle: "Kubernetes has not used it for years",
            [RunFlag("node-sync-period", forgotten: Duration.zero)]
        ),
        RunFlagGroup(
            idle: "pod networks are given to Nodes by the kube-controller-manager",
            [
                RunFlag("allocate-node-cidrs", forgotten: false),
                RunFlag("cidr-allocator-type", forgotten: "RangeAllocator"),
            ]
        ),
        RunFlagGroup(
            idle: "a watch tells every change; --service-resync-period repairs what others changed",
            [
                RunFlag("min-resync-period", forgotten: Duration.seconds(12 * 3600)),
                RunFlag("controller-start-interval", forgotten: Duration.zero),
            ]
        ),
        RunFlagGroup(
            idle: "a cluster is known by the uid of its namespace kube-system",
            [RunFlag("allow-untagged-cloud", forgotten: false)]
        ),
        RunFlagGroup(
            idle: "occm has one identity for everything",
            [RunFlag("use-service-account-credentials", forgotten: false)]
        ),
        RunFlagGroup(
            idle: "there is nothing to migrate from: Kubernetes 1.26 and later have no OpenStack controllers inside",
            [
                RunFlag("enable-leader-migration", forgotten: false),
                RunFlag("leader-migration-config", forgotten: "", as: "file"),
                RunFlag("external-cloud-volume-plugin", forgotten: ""),
            ]
        ),
        RunFlagGroup(
            idle: "occm and the API server speak JSON and HTTP/1.1",
            [
                RunFlag("kube-api-content-type", forgotten: "application/vnd.kubernetes.protobuf"),
                RunFlag("disable-http2-serving", forgotten: false),
                RunFlag(
                    "http2-max-streams-per-connection",
                    forgotten: 0,
                    where: FlagChecks.within(0...Int(Int32.max))
                ),
            ]
        ),
        RunFlagGroup(
            idle: "the port is occm's alone",
            [
                RunFlag("permit-address-sharing", forgotten: false),
                RunFlag("permit-port-sharing", forgotten: false),
            ]
        ),
        RunFlagGroup(
            idle: "profiles are taken from outside, with perf",
            [
                RunFlag("profiling", forgotten: true),
                RunFlag("contention-profiling", forgotten: false),
            ]
        ),
        RunFlagGroup(
            idle: "the log goes line by line to standard error; --v is for all files",
            [
                RunFlag("vmodule", forgotten: "", as: "levels"),
                RunFlag("log-flush-frequency", forgotten: Duration.seconds(5)),
                RunFlag("log-text-split-stream", forgotten: false),
                RunFlag("log-text-info-buffer-size", forgotten: "0", as: "size"),
                RunFlag("log-json-split-stream", forgotten: false),
                RunFlag("log-json-info-buffer-size", forgotten: "0", as: "size"),
            ]
        ),
        RunFlagGroup(
            idle: "occm serves no webhooks",
            [
                RunFlag("webhooks", forgotten: [String](), as: "names"),
                RunFlag("webhook-bind-address", forgotten: "0.0.0.0", as: "address", where: FlagChecks.ipAddress),
                RunFlag("webhook-secure-port", forgotten: 10260, as: "port", where: FlagChecks.within(0...65535)),
                RunFlag("webhook-cert-dir", forgotten: "", as: "folder"),
                RunFlag("webhook-tls-cert-file", forgotten: "", as: "file"),
                RunFlag("webhook-tls-private-key-file", forgotten: "", as: "file"),
            ]
        ),
    ]

    /// Flags that Kubernetes took away, which old manifests still have, and what to do without them.
    static let removed = [
        "address": "use --bind-address",
        "port": "there is no port without TLS; use --secure-port",
        "add-dir-header": logsOnly, "alsologtostderr": logsOnly, "log-backtrace-at": logsOnly, "log-dir": logsOnly,
        "log-file": logsOnly, "log-file-max-size": logsOnly, "logtostderr": logsOnly, "one-output": logsOnly,
        "skip-headers": logsOnly, "skip-log-headers": logsOnly, "stderrthreshold": logsOnly,
    ]

    private static let logsOnly = "leave it out; the log goes to standard error"
}
