import KeystoneAuth

/// cloud.conf: gcfg's grammar, and every key's type.
struct CloudConfigFuzzTarget: FuzzTarget {
    let name = "cloud.conf"
    let words = [
        "[Global]", "[LoadBalancer]", "[LoadBalancerClass \"dmz\"]", "[Networking]", "[Route]", "[Metadata]",
        "[BlockStorage]", "[Unknown]", "auth-url", "username", "password", "subnet-id", "create-monitor",
        "monitor-delay", "monitor-max-retries", "public-network-name", "use-clouds", "tls-insecure", "=", "true", "yes",
        "off", "0x10", "5s", "1m30s", "5", "\"a b\"", "\\\"", "\\n", "\\", ";", "#", "\"", "[", "]",
    ]
    let corpus = [
        """
        [Global]
        auth-url = https://keystone.example/v3
        username = occm
        password = "se\\"cret # not a comment"
        tenant-name = k8s
        domain-name = Default
        [LoadBalancer]
        subnet-id = 6f1f7c2e
        create-monitor = yes
        monitor-delay = 1m
        monitor-max-retries = 3

        """,
        """
        ; a class, lists and blanks
        [LoadBalancerClass "internet facing"]
        floating-subnet-id = "a374"
        [Networking]
        public-network-name = public
        public-network-name = also-\\
        public
        ipv6-support-disabled
        [Metadata]
        search-order = configDrive, metadataService
        request-timeout = 30s

        """,
        """
        [global]
        application-credential-id = abc
        application-credential-secret = def
        use-clouds = false
        [Route]
        router-id = r
        [BlockStorage]
        bs-version = v3

        """,
    ]

    /// Warnings are fine; an error makes the file unusable.
    func accepts(_ input: [UInt8]) -> Bool {
        !CloudConfig.parse(input, file: "cloud.conf").problems.contains { $0.severity == .error }
    }
}
