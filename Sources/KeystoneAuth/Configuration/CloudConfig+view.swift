extension CloudConfig {
    /// One key with its value, as it is in effect.
    public struct EffectiveKey: Sendable, Hashable {
        /// The key with its section.
        public var name: KeyName
        /// The value; `<redacted>` for a secret, empty for none.
        public var value: String
        /// Where it came from.
        public var origin: Origin
    }

    /// Every key of every section in the order of the reference, secrets redacted.
    public func effectiveKeys() -> [EffectiveKey] {
        let classes = loadBalancerClasses.sorted { $0.key < $1.key }
        return keys("Global", Global.keys, global)
            + keys("LoadBalancer", LoadBalancer.keys, loadBalancer)
            + classes.flatMap { keys("LoadBalancerClass \"\($0.key)\"", LoadBalancerClass.keys, $0.value) }
            + keys("Networking", Networking.keys, networking)
            + keys("Route", Route.keys, route)
            + keys("Metadata", Metadata.keys, metadata)
    }

    private func keys<Section>(_ title: String, _ keys: [ConfigKey<Section>], _ section: Section) -> [EffectiveKey] {
        keys.map { key in
            let name = KeyName(section: title, key: key.name)
            return EffectiveKey(name: name, value: key.shown(section), origin: origins[name] ?? .standard)
        }
    }
}
