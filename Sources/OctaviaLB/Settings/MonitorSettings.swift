import KeystoneAuth
import LoadBalancerModel

/// How members are probed, before it is known of which kind a port's monitor is.
struct MonitorSettings: Sendable, Hashable {
    /// Seconds between probes.
    var delay: Int
    /// Seconds that a probe may take.
    var timeout: Int
    /// Successes until a member is up.
    var maxRetries: Int
    /// Failures until a member is down.
    var maxRetriesDown: Int
    /// The port of kube-proxy's own health check, for `externalTrafficPolicy: Local`.
    var healthCheckNodePort: Int?

    /// The port that a monitor of that transport asks instead of the member's own; `nil` where the provider can't.
    func probePort(transport: String, capabilities: ProviderCapabilities) -> Int? {
        guard let healthCheckNodePort, capabilities.httpMonitors else { return nil }
        return transport == "UDP" && !capabilities.httpMonitorsOnUDP ? nil : healthCheckNodePort
    }

    /// The monitor of a port's pool.
    func spec(name: String, transport: String, capabilities: ProviderCapabilities) -> HealthMonitorSpec {
        let isHTTP = probePort(transport: transport, capabilities: capabilities) != nil
        return HealthMonitorSpec(
            name: name,
            type: isHTTP ? "HTTP" : transport == "UDP" ? "UDP-CONNECT" : transport,
            delay: delay,
            timeout: timeout,
            maxRetries: maxRetries,
            maxRetriesDown: maxRetriesDown,
            http: isHTTP ? .init() : nil
        )
    }
}
