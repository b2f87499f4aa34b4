import YAML

/// What the API server would refuse in a Service that has its defaults (kubernetes/pkg/apis/core/validation
/// `ValidateService`), as far as it matters to a load balancer. Source ranges are judged where they are used.
struct ServiceValidation {
    private let service: Service
    private var findings: [Finding] = []

    private static let portRange = 1...65535
    private static let affinityRange = 1...86400

    static func findings(in service: Service) -> [Finding] {
        var validation = ServiceValidation(service: service)
        validation.checkNames()
        validation.checkType()
        validation.checkPorts()
        validation.checkAffinity()
        validation.checkPolicies()
        validation.checkFamilies()
        return validation.findings
    }

    private init(service: Service) { self.service = service }

    private var spec: ServiceSpec { service.spec }

    private mutating func checkNames() {
        check(name: service.metadata.name, .label, at: ["metadata", "name"])
        check(name: service.metadata.namespace, .label, at: ["metadata", "namespace"])
    }

    private mutating func checkType() {
        check(spec.type, at: ["spec", "type"])
        guard spec.type != .loadBalancer else {
            if spec.clusterIP == "None" { report(["spec", "clusterIP"], "must not be None for a LoadBalancer") }
            return
        }
        if spec.loadBalancerClass != nil { reportLoadBalancersOnly("loadBalancerClass") }
        if spec.allocateLoadBalancerNodePorts != nil { reportLoadBalancersOnly("allocateLoadBalancerNodePorts") }
    }

    private mutating func reportLoadBalancersOnly(_ field: String) {
        report(["spec", .key(field)], "may be set only for type LoadBalancer, not for \(spec.type)")
    }

    private mutating func checkPorts() {
        if spec.ports.isEmpty, spec.type != .externalName, spec.clusterIP != "None" {
            report(["spec", "ports"], "at least one port is required")
        }
        var names: Set<String> = []
        var ports: Set<ServicePort> = []
        var nodePorts: Set<ServicePort> = []
        for (index, port) in spec.ports.enumerated() {
            let path: YAMLPath = ["spec", "ports", .index(index)]
            checkPort(port, at: path)
            if port.name.isEmpty ? spec.ports.count > 1 : !names.insert(port.name).inserted {
                let message = port.name.isEmpty ? "is required when there is more than one port" : "is used twice"
                report(path.appending("name"), message)
            }
            let key = ServicePort(protocol: port.protocol, port: port.port)
            if Self.portRange.contains(port.port), !ports.insert(key).inserted {
                report(path.appending("port"), "\(port.protocol) \(port.port) is used twice")
            }
            let nodeKey = ServicePort(protocol: port.protocol, port: port.nodePort)
            if Self.portRange.contains(port.nodePort), !nodePorts.insert(nodeKey).inserted {
                report(path.appending("nodePort"), "\(port.protocol) \(port.nodePort) is used twice")
            }
        }
    }

    private mutating func checkPort(_ port: ServicePort, at path: YAMLPath) {
        check(port.protocol, at: path.appending("protocol"))
        if port.port == 0 {
            report(path.appending("port"), "is required: a number from 1 to 65535")
        } else {
            check(port.port, in: Self.portRange, at: path.appending("port"))
        }
        if port.nodePort != 0 { check(port.nodePort, in: Self.portRange, at: path.appending("nodePort")) }
        if !port.name.isEmpty { check(name: port.name, .label, at: path.appending("name")) }
        switch port.targetPort {
        case .int(let number) where number != port.port:
            check(number, in: Self.portRange, at: path.appending("targetPort"))
        case .string(let name):
            check(name: name, .portName, at: path.appending("targetPort"))
        case .int, nil:
            break
        }
    }

    private mutating func checkAffinity() {
        check(spec.sessionAffinity, at: ["spec", "sessionAffinity"])
        guard let config = spec.sessionAffinityConfig else { return }
        let path: YAMLPath = ["spec", "sessionAffinityConfig"]
        if spec.sessionAffinity != .clientIP {
            report(path, "may be set only with sessionAffinity ClientIP")
        } else if let seconds = config.clientIP?.timeoutSeconds {
            check(seconds, in: Self.affinityRange, at: path + ["clientIP", "timeoutSeconds"])
        }
    }

    private mutating func checkPolicies() {
        if let policy = spec.internalTrafficPolicy { check(policy, at: ["spec", "internalTrafficPolicy"]) }
        if let policy = spec.externalTrafficPolicy {
            let path: YAMLPath = ["spec", "externalTrafficPolicy"]
            check(policy, at: path)
            if !spec.takesExternalTraffic { report(path, "may be set only for type LoadBalancer or NodePort") }
        }
        if spec.healthCheckNodePort != 0 {
            let path: YAMLPath = ["spec", "healthCheckNodePort"]
            check(spec.healthCheckNodePort, in: Self.portRange, at: path)
            if spec.type != .loadBalancer || spec.externalTrafficPolicy != .local {
                report(path, "may be set only for type LoadBalancer with externalTrafficPolicy Local")
            }
        }
    }

    private mutating func checkFamilies() {
        if let policy = spec.ipFamilyPolicy { check(policy, at: ["spec", "ipFamilyPolicy"]) }
        for (index, family) in spec.ipFamilies.enumerated() {
            check(family, at: ["spec", "ipFamilies", .index(index)])
        }
        if spec.ipFamilies.count != Set(spec.ipFamilies).count {
            report(["spec", "ipFamilies"], "must not name a family twice")
        }
    }

    // MARK: Rules

    private mutating func report(_ path: YAMLPath, _ message: String) { findings.append(Finding(path, message)) }

    private mutating func check(name: String, _ form: NameRules.Form, at path: YAMLPath) {
        if let problem = NameRules.problem(withName: name, form) { report(path, problem) }
    }

    private mutating func check(_ number: Int, in range: ClosedRange<Int>, at path: YAMLPath) {
        guard !range.contains(number) else { return }
        report(path, "must be from \(range.lowerBound) to \(range.upperBound), not \(number)")
    }

    private mutating func check<Value: OpenValue>(_ value: Value, at path: YAMLPath) {
        guard !Value.known.contains(value) else { return }
        let names = Value.known.map(\.rawValue)
        let choice = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
        report(path, "must be \(choice), not \"\(value)\"")
    }
}
