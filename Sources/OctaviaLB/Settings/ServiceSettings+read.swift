import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import Planning

extension ServiceSettings {
    /// Reads what the Service asks for; cloud.conf fills what it leaves open.
    static func read(_ service: Service, config: CloudConfig, capabilities: ProviderCapabilities) -> Self {
        var reader = AnnotationReader(service.metadata.annotations)
        var settings = Self()
        settings.family = service.spec.ipFamilies.first
        if reader.read(Annotations.paused) == true {
            reader.inform(
                "paused",
                "the controller changes nothing while annotation \(Annotations.paused.facts.key) is true"
            )
        }
        settings.readBehaviour(service, config.loadBalancer, capabilities, &reader)
        settings.readPorts(service, capabilities, &reader)
        settings.readTimes(&reader)
        settings.readMonitor(service, config.loadBalancer, &reader)
        settings.readSourceRanges(service, capabilities, &reader)
        settings.networks = NetworkSettings.read(service, config, isInternal: settings.isInternal, &reader)
        settings.notes = reader.notes
        return settings
    }

    private mutating func readBehaviour(
        _ service: Service,
        _ config: CloudConfig.LoadBalancer,
        _ capabilities: ProviderCapabilities,
        _ reader: inout AnnotationReader
    ) {
        isInternal = reader.read(Annotations.isInternal) ?? false || config.internalLB
        connectionLimit = reader.read(Annotations.connectionLimit) ?? -1
        algorithm = reader.read(Annotations.algorithm) ?? config.method
        keepFloatingIP = reader.read(Annotations.keepFloatingIP) ?? false
        hostname = reader.read(Annotations.hostname)?.nonEmpty
        loadBalancerID = reader.read(Annotations.loadBalancerID)?.nonEmpty
        flavorID = reader.read(Annotations.flavorID)?.nonEmpty ?? config.flavorID?.nonEmpty
        availabilityZone = reader.read(Annotations.availabilityZone)?.nonEmpty ?? config.availabilityZone?.nonEmpty
        let configured = config.nodeSelector.flatMap(AnnotationType<NodeSelector>.labels.parse)
        nodeSelector = reader.read(Annotations.nodeSelector) ?? configured ?? [:]
        sessionAffinity = service.spec.sessionAffinity == .clientIP
        sessionTimeout = service.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds
        dropWhatTheProviderLacks(capabilities, &reader)
        if config.manageSecurityGroups {
            reader.warn(
                "unsupported-configuration",
                "cloud.conf [LoadBalancer] manage-security-groups: this release opens no security groups; let the node "
                    + "ports in from the load balancer's subnet yourself"
            )
        }
        if config.defaultTLSContainerRef?.nonEmpty != nil {
            reader.refuse(
                "unsupported-configuration",
                "cloud.conf [LoadBalancer] default-tls-container-ref: TLS termination is not available in this release"
            )
        }
    }

    /// Wishes that the provider can't fulfil and that are not about safety: dropped, with a warning.
    private mutating func dropWhatTheProviderLacks(
        _ capabilities: ProviderCapabilities,
        _ reader: inout AnnotationReader
    ) {
        func lacks(_ what: String) -> String { "the provider has no \(what); the Service works without" }
        if flavorID != nil, !capabilities.flavors {
            flavorID = nil
            reader.warn("not-supported-by-provider", lacks("flavors"))
        }
        if availabilityZone != nil, !capabilities.availabilityZones {
            availabilityZone = nil
            reader.warn("not-supported-by-provider", lacks("availability zones"))
        }
        if sessionAffinity, !capabilities.sessionPersistence {
            sessionAffinity = false
            reader.warn("not-supported-by-provider", lacks("session affinity"))
        }
        if connectionLimit != -1, !capabilities.connectionLimit {
            connectionLimit = -1
            reader.warn("not-supported-by-provider", lacks("connection limit"))
        }
        if let algorithms = capabilities.algorithms, !algorithms.contains(algorithm), let only = algorithms.min() {
            reader.warn("not-supported-by-provider", "the provider has no algorithm \(algorithm); \(only) is used")
            algorithm = only
        }
    }

    private mutating func readPorts(
        _ service: Service,
        _ capabilities: ProviderCapabilities,
        _ reader: inout AnnotationReader
    ) {
        let proxy = reader.read(Annotations.proxyProtocol) ?? .off
        let xForwardedFor = reader.read(Annotations.xForwardedFor) ?? false
        let protocols = PortProtocols(
            listeners: reader.read(Annotations.listenerProtocol),
            pools: reader.read(Annotations.poolProtocol),
            xForwardedFor: xForwardedFor,
            proxy: proxy,
            capabilities: capabilities
        )
        if proxy != .off, xForwardedFor {
            reader.refuse(
                "protocol-combination",
                "annotations proxy-protocol and x-forwarded-for exclude each other: both tell the client's address"
            )
        }
        speaksProxy = proxy != .off
        insertHeaders = xForwardedFor ? ["X-Forwarded-For": "true"] : [:]
        protocols.noteStrangers(ports: service.spec.ports.map { ($0.port, $0.name.nonEmpty) }, reader: &reader)
        ports = service.spec.ports.enumerated().map { index, port in
            let transport = port.protocol.rawValue
            let (listener, pool) = protocols.protocols(
                port: port.port,
                name: port.name.nonEmpty,
                transport: transport,
                reader: &reader
            )
            return PortSettings(
                index: index,
                name: port.name.nonEmpty,
                port: port.port,
                nodePort: port.nodePort > 0 ? port.nodePort : nil,
                transport: transport,
                listener: listener,
                pool: pool
            )
        }
    }

    private mutating func readTimes(_ reader: inout AnnotationReader) {
        let standard = ListenerTimeouts()
        timeouts = ListenerTimeouts(
            clientData: reader.read(Annotations.timeoutClientData) ?? standard.clientData,
            memberConnect: reader.read(Annotations.timeoutMemberConnect) ?? standard.memberConnect,
            memberData: reader.read(Annotations.timeoutMemberData) ?? standard.memberData,
            tcpInspect: reader.read(Annotations.timeoutTCPInspect) ?? standard.tcpInspect
        )
    }

    private mutating func readMonitor(
        _ service: Service,
        _ config: CloudConfig.LoadBalancer,
        _ reader: inout AnnotationReader
    ) {
        let isEnabled = reader.read(Annotations.enableHealthMonitor) ?? config.createMonitor
        let isLocal = service.spec.externalTrafficPolicy == .local
        var monitor = MonitorSettings(
            delay: reader.read(Annotations.monitorDelay) ?? Int(config.monitorDelay.components.seconds),
            timeout: reader.read(Annotations.monitorTimeout) ?? Int(config.monitorTimeout.components.seconds),
            maxRetries: reader.read(Annotations.monitorMaxRetries) ?? config.monitorMaxRetries,
            maxRetriesDown: reader.read(Annotations.monitorMaxRetriesDown) ?? config.monitorMaxRetriesDown,
            healthCheckNodePort: isLocal && service.spec.healthCheckNodePort > 0
                ? service.spec.healthCheckNodePort : nil
        )
        if isEnabled, monitor.timeout > monitor.delay {
            reader.warn(
                "monitor-times",
                "the health monitor's timeout of \(monitor.timeout) s is longer than its delay; \(monitor.delay) s is used"
            )
            monitor.timeout = monitor.delay
        }
        if !isEnabled, isLocal {
            reader.warn(
                "local-without-monitor",
                "externalTrafficPolicy is Local and there is no health monitor: nodes without an endpoint get traffic "
                    + "and drop it; set annotation \(Annotations.enableHealthMonitor.facts.key)"
            )
        }
        self.monitor = isEnabled ? monitor : nil
    }

    private mutating func readSourceRanges(
        _ service: Service,
        _ capabilities: ProviderCapabilities,
        _ reader: inout AnnotationReader
    ) {
        let annotated = reader.read(Annotations.sourceRanges) ?? []
        var ranges = annotated
        if !service.spec.loadBalancerSourceRanges.isEmpty {
            ranges = service.spec.loadBalancerSourceRanges.compactMap { text in
                if let network = IPNetwork(text.trimmed) { return network }
                reader.refuse(
                    "source-ranges",
                    "spec.loadBalancerSourceRanges: \"\(text)\" is not a network; expected something like 10.0.0.0/8"
                )
                return nil
            }
        }
        hasSourceRanges = !ranges.isEmpty
        if hasSourceRanges, !capabilities.allowedCIDRs {
            reader.refuse(
                "source-ranges",
                "the load balancer's provider can't restrict who connects (source ranges), so the Service is not changed"
            )
        }
        let everyone = IPNetwork.everyone(v6: family == .ipv6)
        sourceRanges = Set(ranges.isEmpty ? [everyone] : ranges).sorted { $0.description < $1.description }
        if let family, let stranger = sourceRanges.first(where: { $0.address.isV6 != (family == .ipv6) }) {
            reader.refuse(
                "source-ranges",
                "source range \(stranger) is not of the Service's IP family \(family.rawValue), which Octavia refuses"
            )
        }
    }
}

extension String {
    /// The text, or `nil` if there is none.
    var nonEmpty: String? { isEmpty ? nil : self }
}
