import Planning

extension ResourceKey {
    static func loadBalancer(_ name: String, id: String? = nil) -> Self { Self("load balancer", name, id: id) }
    static func listener(_ key: ListenerKey, id: String? = nil) -> Self { Self("listener", "\(key)", id: id) }
    static func pool(of key: ListenerKey, id: String? = nil) -> Self { Self("pool", "of listener \(key)", id: id) }
    static func members(of key: ListenerKey, id: String? = nil) -> Self {
        Self("members", "of listener \(key)", id: id)
    }
    static func monitor(of key: ListenerKey, id: String? = nil) -> Self {
        Self("health monitor", "of listener \(key)", id: id)
    }
    static func floatingIP(of subject: String, id: String? = nil) -> Self {
        Self("floating ip", "of \(subject)", id: id)
    }
}
