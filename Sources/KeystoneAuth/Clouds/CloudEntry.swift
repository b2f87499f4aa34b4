/// One cloud of clouds.yaml, secure.yaml or clouds-public.yaml, said in the keys of cloud.conf's `[Global]`.
struct CloudEntry: Sendable, Hashable {
    /// A cloud of clouds-public.yaml that this one builds on.
    var profile: String?
    /// How to log in: `password`, `v3applicationcredential`, …
    var authType: String?
    /// Texts by the key of `[Global]`; none is empty.
    var values: [String: String] = [:]

    /// What is said here and, where nothing is, by `other`.
    func completed(by other: CloudEntry?) -> CloudEntry {
        guard let other else { return self }
        return CloudEntry(
            profile: profile ?? other.profile,
            authType: authType ?? other.authType,
            values: values.merging(other.values) { own, _ in own }
        )
    }
}

extension CloudEntry: Decodable {
    /// Keys below `auth`, and what they are in cloud.conf; of two for one, the first that is set counts.
    private static let authKeys = [
        ("auth_url", "auth-url"), ("user_id", "user-id"), ("username", "username"), ("password", "password"),
        ("project_id", "tenant-id"), ("tenant_id", "tenant-id"),
        ("project_name", "tenant-name"), ("tenant_name", "tenant-name"),
        ("domain_id", "domain-id"), ("domain_name", "domain-name"),
        ("project_domain_id", "tenant-domain-id"), ("project_domain_name", "tenant-domain-name"),
        ("user_domain_id", "user-domain-id"), ("user_domain_name", "user-domain-name"),
        ("application_credential_id", "application-credential-id"),
        ("application_credential_name", "application-credential-name"),
        ("application_credential_secret", "application-credential-secret"),
        ("trust_id", "trust-id"), ("token", "token"),
    ]

    /// Keys of the cloud itself.
    private static let cloudKeys = [
        ("region_name", "region"), ("interface", "os-endpoint-type"), ("endpoint_type", "os-endpoint-type"),
        ("cacert", "ca-file"), ("cert", "cert-file"), ("key", "key-file"),
    ]

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let cloud = try decoder.container(keyedBy: Key.self)
        profile = try Self.text("profile", in: cloud) ?? Self.text("cloud", in: cloud)
        authType = try Self.text("auth_type", in: cloud)
        try read(Self.cloudKeys, from: cloud)
        if cloud.contains(Key("auth")), try !cloud.decodeNil(forKey: Key("auth")) {
            try read(Self.authKeys, from: cloud.nestedContainer(keyedBy: Key.self, forKey: Key("auth")))
        }
        let verify = try Self.text("verify", in: cloud)?.lowercased()
        let insecure = try Self.text("insecure", in: cloud)?.lowercased()
        if Self.isFalse(verify) || Self.isTrue(insecure) { values["tls-insecure"] = "true" }
    }

    private mutating func read(_ keys: [(String, String)], from container: KeyedDecodingContainer<Key>) throws {
        for (name, key) in keys where values[key] == nil {
            values[key] = try Self.text(name, in: container)
        }
    }

    /// A scalar as it is written; missing, null and empty are all `nil`.
    private static func text(_ name: String, in container: KeyedDecodingContainer<Key>) throws -> String? {
        let text = try container.decodeIfPresent(String.self, forKey: Key(name))
        return text?.isEmpty == false ? text : nil
    }

    private static func isTrue(_ text: String?) -> Bool { text.map(["true", "yes", "on", "1"].contains) ?? false }

    private static func isFalse(_ text: String?) -> Bool { text.map(["false", "no", "off", "0"].contains) ?? false }
}

/// clouds.yaml, secure.yaml or clouds-public.yaml (openstacksdk, "Configuring OpenStack SDK Applications").
struct CloudsFile: Sendable, Hashable, Decodable {
    /// The clouds by name, in clouds.yaml and secure.yaml.
    var clouds: [String: CloudEntry]?
    /// The clouds by name, in clouds-public.yaml.
    var publicClouds: [String: CloudEntry]?

    private enum CodingKeys: String, CodingKey {
        case clouds
        case publicClouds = "public-clouds"
    }
}
