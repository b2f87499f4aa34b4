/// The page docs/reference/cloud-conf.md, written from the declarations of the keys.
public enum CloudConfigReference {
    /// The whole page.
    public static var markdown: String {
        [
            introduction,
            section("[Global]", globalText, CloudConfig.Global.keys, CloudConfig.Global()),
            section("[LoadBalancer]", loadBalancerText, CloudConfig.LoadBalancer.keys, CloudConfig.LoadBalancer()),
            section(
                "[LoadBalancerClass \"name\"]",
                classText,
                CloudConfig.LoadBalancerClass.keys,
                CloudConfig.LoadBalancerClass()
            ),
            section("[Networking]", nil, CloudConfig.Networking.keys, CloudConfig.Networking()),
            section("[Route]", nil, CloudConfig.Route.keys, CloudConfig.Route()),
            section("[Metadata]", nil, CloudConfig.Metadata.keys, CloudConfig.Metadata()),
            "## [BlockStorage]\n\nBelongs to the CSI driver; occm does not look at it.\n",
        ].joined(separator: "\n")
    }

    private static func section<Section>(
        _ title: String,
        _ text: String?,
        _ keys: [ConfigKey<Section>],
        _ defaults: Section
    ) -> String {
        let rows = keys.map { key in
            let standard = key.shown(defaults)
            return "| `\(key.name)` | \(key.kind) | \(standard.isEmpty ? "" : "`\(standard)`") | \(key.help) |"
        }
        let table = ["| key | type | default | effect |", "|---|---|---|---|"] + rows
        return (["## \(title)", ""] + (text.map { [$0, ""] } ?? []) + table + [""]).joined(separator: "\n")
    }

    private static let introduction = """
        # cloud.conf

        The file given with `--cloud-config`. A cloud.conf of the Go cloud controller manager works as it is. `occm config check`
        shows every key with its value and where that came from, and every problem with its line.

        ## Syntax

        ```ini
        ; comments begin with ; or #
        [Global]
        auth-url = https://cloud.example:5000/v3
        password = "a # in quotes is no comment, a \\" is escaped"
        use-clouds                    ; a boolean without = is true

        [LoadBalancerClass "internet"]
        floating-subnet = public-*

        [Networking]
        internal-network-name = blue  ; a list: the key is repeated,
        internal-network-name = green
        internal-network-name         ; and a blank one empties it
        ```

        - Sections and keys: upper and lower case are the same; names in quotes (`"internet"`) are case-sensitive.
        - Values may be quoted in whole or in part. `\\\\`, `\\"`, `\\n`, `\\t` and `\\b` are escapes, with and without quotes.
          A `\\` at the end of a line outside quotes continues it.
        - boolean: `true`, `yes`, `on`, `1`, `false`, `no`, `off`, `0`, in any case.
        - integer: decimal, or hexadecimal with `0x`.
        - duration: a number with a unit, `ms`, `s`, `m` or `h`, or several: `5s`, `1m30s`. A number alone is an error.
        - A value that can't be used is an error: occm does not start. An unknown section or key is a warning.
        - A key that occurs twice has its last value.

        """

    private static let globalText = """
        Who occm is, where Keystone is, and how it is reached. One of these sets is enough:

        - `username` and `user-domain-name`, or `user-id`; `password`; `tenant-id`, or `tenant-name` and `tenant-domain-name`
        - `application-credential-id` and `application-credential-secret`
        - `user-id`, `password` and `trust-id`
        - `token` and a project, for a try: it can't be renewed

        With `use-clouds`, or without a cloud.conf, what is missing here is taken from clouds.yaml: from the file that
        `clouds-file` or the environment's `OS_CLIENT_CONFIG_FILE` names, or else the first of `./clouds.yaml`, `~/.config/openstack/clouds.yaml`,
        `/etc/openstack/clouds.yaml` (then the same with `.yml`); completed by secure.yaml and, for a `profile`, clouds-public.yaml. A value
        in cloud.conf wins. `verify: false` and `trust_id` of clouds.yaml count as `tls-insecure` and `trust-id`. No other variable
        of the environment is used, except `OS_CLOUD`.
        """

    private static let loadBalancerText = """
        Defaults for load balancers. A Service's annotations override most of them.
        """

    private static let classText = """
        Networks for the Services whose annotation `loadbalancer.openstack.org/class` names this class. It has nothing to do with
        `spec.loadBalancerClass`.
        """
}
