/// docs/reference/run.md, written from the declarations.
enum RunFlagReference {
    /// The whole page.
    static var markdown: String {
        let groups = RunFlags.groups.map(section)
        return ([introduction] + groups + [idle, removed, differences]).joined(separator: "\n\n") + "\n"
    }

    private static let introduction = """
        # occm run

        The cloud-controller-manager itself. `occm` without a subcommand is `occm run`, and so is occm under the name
        `openstack-cloud-controller-manager`: the command lines of the Go OCCM work as they are. This page is written from the
        declarations in `Sources/occm/Run/Flags/`; `make docs` renews it.

        - A flag is `--name=value` or `--name value`. One that is on or off is `--name`, `--name=true` or `--name=false`;
          `--name false` is an error. `_` in a name is `-`. `-v 4`, `-v=4` and `-v4` are `--v=4`.
        - A duration is a number with a unit, `ms`, `s`, `m` or `h`, or several: `15s`, `1m30s`. A number alone is an error.
        - A list is separated by commas, or the flag is repeated; its first use replaces the default. Anything else that is
          repeated has its last value.
        - A flag that is unknown or has a value that can't be used is an error: all of them are printed, and the exit code is 1.
        """

    private static func section(_ group: RunFlagGroup) -> String {
        let rows = group.flags.map { flag in
            "| `\(flag.usage)` | \(code(flag.standard)) | \(flag.help) |"
        }
        return (["## \(group.title)", "", "| flag | default | effect |", "|---|---|---|"] + rows)
            .joined(separator: "\n")
    }

    private static var idle: String {
        let rows = RunFlags.idle.flatMap { group in
            group.flags.map { "| `\($0.usage)` | \(code($0.standard)) | \(group.title) |" }
        }
        let text = """
            ## Without effect

            Flags of the Go OCCM that are accepted, checked, and do nothing. One that is given says so once in the log.

            | flag | the Go OCCM's default | because |
            |---|---|---|
            """
        return ([text] + rows).joined(separator: "\n")
    }

    private static var removed: String {
        let rows = RunFlags.removed.sorted { $0.key < $1.key }.map { "- `--\($0.key)`: \($0.value)." }
        let text = "## Removed\n\nKubernetes removed these flags; they are errors, as unknown ones are.\n"
        return ([text] + rows).joined(separator: "\n")
    }

    private static let differences = """
        ## Differences from the Go OCCM

        - `--cloud-provider` may be left out.
        - `--concurrent-service-syncs` is 10, not 1: a slow load balancer delays no other.
        - A flag whose value was forgotten is an error, and does not take the next flag for its value.
        - A feature gate that is unknown, or was removed from Kubernetes, is logged, and is no error.
        - `--logging-format=json` works.
        - `--version` prints occm's version.
        - Times of leader election that don't go together are an error that names the flags; the Go OCCM panics.
        - One of `--tls-cert-file` and `--tls-private-key-file` without the other is an error.
        - `--concurrent-node-syncs` is 10, not 1; 0 is an error: the Go OCCM then silently serves no node.
        - `--cluster-cidr` is needed only where cloud.conf names a router, and blanks around it mean nothing.
        - Periods of 0 are errors; the Go OCCM then never rests.
        """

    private static func code(_ text: String) -> String { text.isEmpty ? "" : "`\(text)`" }
}
