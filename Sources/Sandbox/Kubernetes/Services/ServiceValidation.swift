/// What the API server refuses in a Service, after `ValidateService` of Kubernetes 1.36.
enum ServiceValidation {
    private static let types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]
    private static let policies = ["Cluster", "Local"]
    private static let families = ["IPv4", "IPv6"]
    private static let familyPolicies = ["PreferDualStack", "RequireDualStack", "SingleStack"]

    /// What is wrong with a Service.
    static func problems(_ service: JSONValue) -> [FieldProblem] {
        let kind = ServiceKind(service)
        return typeProblems(service, kind) + ServicePortValidation.problems(kind) + affinityProblems(service)
            + familyProblems(service, kind) + selectorProblems(service) + addressProblems(service)
            + loadBalancerProblems(service, kind)
            + policyProblems(service, kind) + statusProblems(service, kind)
    }

    /// What is wrong with a change of a Service.
    static func changeProblems(from old: JSONValue, to new: JSONValue) -> [FieldProblem] {
        let (before, after) = (ServiceKind(old), ServiceKind(new))
        var problems: [FieldProblem] = []
        if before.needsClusterIP, after.needsClusterIP, let first = old.list("spec", "clusterIPs").first,
            first != new.list("spec", "clusterIPs").first
        {
            let addresses = JSONValue.array(new.list("spec", "clusterIPs"))
            problems.append(.invalid("spec.clusterIPs[0]", addresses, "may not change once set"))
        }
        if before.needsClusterIP, after.needsClusterIP, let first = old.list("spec", "ipFamilies").first,
            first != new.list("spec", "ipFamilies").first
        {
            let families = JSONValue.array(new.list("spec", "ipFamilies"))
            problems.append(.invalid("spec.ipFamilies[0]", families, "may not change once set"))
        }
        let (oldClass, newClass) = (old["spec", "loadBalancerClass"], new["spec", "loadBalancerClass"])
        if before.isLoadBalancer, after.isLoadBalancer, oldClass != newClass {
            problems.append(.invalid("spec.loadBalancerClass", newClass ?? nil, "may not change once set"))
        }
        let port = new["spec", "healthCheckNodePort"]
        if before.needsHealthCheckNodePort, after.needsHealthCheckNodePort, port != old["spec", "healthCheckNodePort"] {
            problems.append(.forbidden("spec.healthCheckNodePort", "field is immutable"))
        }
        return problems
    }

    private static func typeProblems(_ service: JSONValue, _ kind: ServiceKind) -> [FieldProblem] {
        guard types.contains(kind.type) else { return [.notSupported("spec.type", kind.type, known: types)] }
        if kind.isHeadless, kind.mayHaveNodePorts {
            let detail = "may not be set to 'None' for \(kind.type) services"
            return [.invalid("spec.clusterIPs[0]", "None", detail)]
        }
        guard kind.type == "ExternalName" else { return [] }
        let name = service["spec", "externalName"]?.stringValue ?? ""
        guard !name.isEmpty else { return [.required("spec.externalName")] }
        return NameRules.subdomain(name.hasSuffix(".") ? String(name.dropLast()) : name).map {
            .invalid("spec.externalName", .string(name), $0)
        }
    }

    private static func affinityProblems(_ service: JSONValue) -> [FieldProblem] {
        let affinity = service["spec", "sessionAffinity"]?.stringValue ?? ""
        var problems: [FieldProblem] = []
        if !["ClientIP", "None"].contains(affinity) {
            problems.append(.notSupported("spec.sessionAffinity", affinity, known: ["ClientIP", "None"]))
        }
        let field = "spec.sessionAffinityConfig.clientIP.timeoutSeconds"
        if affinity == "ClientIP",
            let seconds = service["spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds"]?.intValue,
            !(1...86_400).contains(seconds)
        {
            problems.append(.invalid(field, .int(seconds), "must be greater than 0 and less than 86400"))
        }
        return problems
    }

    private static func familyProblems(_ service: JSONValue, _ kind: ServiceKind) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        if !kind.needsClusterIP {
            for field in ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"] where service["spec", field] != nil
            {
                problems.append(.forbidden("spec.\(field)", "may not be set for ExternalName services"))
            }
            return problems
        }
        for (index, family) in service.list("spec", "ipFamilies").compactMap(\.stringValue).enumerated()
        where !families.contains(family) {
            problems.append(.notSupported("spec.ipFamilies[\(index)]", family, known: families))
        }
        if let policy = service["spec", "ipFamilyPolicy"]?.stringValue, !familyPolicies.contains(policy) {
            problems.append(.notSupported("spec.ipFamilyPolicy", policy, known: familyPolicies))
        } else if service.list("spec", "ipFamilies").count > 1,
            service["spec", "ipFamilyPolicy"] ?? "SingleStack" == "SingleStack"
        {
            let detail = "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified"
            problems.append(.invalid("spec.ipFamilyPolicy", "SingleStack", detail))
        }
        return problems
    }

    private static func selectorProblems(_ service: JSONValue) -> [FieldProblem] {
        let labels = service.texts("spec", "selector").sorted { $0.key < $1.key }
        var problems = labels.flatMap { key, value in
            NameRules.qualifiedName(key).map { FieldProblem.invalid("spec.selector", .string(key), $0) }
                + NameRules.labelValue(value).map { .invalid("spec.selector", .string(value), $0) }
        }
        let distributions = ["PreferClose", "PreferSameNode", "PreferSameZone"]
        if let name = service["spec", "trafficDistribution"]?.stringValue, !distributions.contains(name) {
            problems.append(.notSupported("spec.trafficDistribution", name, known: distributions))
        }
        return problems
    }

    private static func addressProblems(_ service: JSONValue) -> [FieldProblem] {
        let addresses: [String] = service.list("spec", "externalIPs").compactMap(\.stringValue)
        return addresses.enumerated().flatMap { index, address -> [FieldProblem] in
            let isLoopback = address == "::1" || address.hasPrefix("127.")
            let details =
                NameRules.address(address)
                + (isLoopback ? ["may not be in the loopback range (127.0.0.0/8, ::1/128)"] : [])
            return details.map { .invalid("spec.externalIPs[\(index)]", .string(address), $0) }
        }
    }

    private static func loadBalancerProblems(_ service: JSONValue, _ kind: ServiceKind) -> [FieldProblem] {
        let ranges = service.list("spec", "loadBalancerSourceRanges").compactMap(\.stringValue)
        guard kind.isLoadBalancer else {
            let only = "may only be used when `type` is 'LoadBalancer'"
            return (ranges.isEmpty ? [] : [.forbidden("spec.LoadBalancerSourceRanges", only)])
                + ["allocateLoadBalancerNodePorts", "loadBalancerClass"].filter { service["spec", $0] != nil }.map {
                    .forbidden("spec.\($0)", only)
                }
        }
        var problems = ranges.enumerated().flatMap { index, range -> [FieldProblem] in
            let text = range.split(separator: " ").joined(separator: " ")
            return NameRules.network(text).map {
                .invalid("spec.LoadBalancerSourceRanges[\(index)]", .string(range), $0)
            }
        }
        if let name = service["spec", "loadBalancerClass"]?.stringValue {
            problems += NameRules.qualifiedName(name).map { .invalid("spec.loadBalancerClass", .string(name), $0) }
        }
        return problems
    }

    private static func policyProblems(_ service: JSONValue, _ kind: ServiceKind) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        if let policy = service["spec", "externalTrafficPolicy"]?.stringValue {
            if !kind.isExternal {
                let detail = "may only be set for externally-accessible services"
                problems.append(.invalid("spec.externalTrafficPolicy", .string(policy), detail))
            } else if !policies.contains(policy) {
                problems.append(.notSupported("spec.externalTrafficPolicy", policy, known: policies))
            }
        }
        if let policy = service["spec", "internalTrafficPolicy"]?.stringValue, !policies.contains(policy) {
            problems.append(.notSupported("spec.internalTrafficPolicy", policy, known: policies))
        }
        if let port = service["spec", "healthCheckNodePort"], !kind.needsHealthCheckNodePort {
            let detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
            problems.append(.invalid("spec.healthCheckNodePort", port, detail))
        }
        return problems
    }

    private static func statusProblems(_ service: JSONValue, _ kind: ServiceKind) -> [FieldProblem] {
        let points = service["status", "loadBalancer", "ingress"]?.arrayValue ?? []
        let root = "status.loadBalancer.ingress"
        if !kind.isLoadBalancer, !points.isEmpty {
            return [.forbidden(root, "may only be used when `spec.type` is LoadBalancer")]
        }
        return points.enumerated().flatMap { index, point in pointProblems(point, at: "\(root)[\(index)]") }
    }

    private static func pointProblems(_ point: JSONValue, at field: String) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        if let address = point["ip"]?.stringValue {
            problems += NameRules.address(address).map { .invalid("\(field).ip", .string(address), $0) }
        }
        if let mode = point["ipMode"]?.stringValue {
            if point["ip"] == nil {
                problems.append(.forbidden("\(field).ipMode", "may not be specified when `ip` is not set"))
            } else if !["Proxy", "VIP"].contains(mode) {
                problems.append(.notSupported("\(field).ipMode", mode, known: ["Proxy", "VIP"]))
            }
        }
        if let host = point["hostname"]?.stringValue {
            problems += NameRules.subdomain(host).map { .invalid("\(field).hostname", .string(host), $0) }
            if IPAddress(host) != nil {
                let detail = "must be a DNS name, not an IP address"
                problems.append(.invalid("\(field).hostname", .string(host), detail))
            }
        }
        return problems
    }
}
