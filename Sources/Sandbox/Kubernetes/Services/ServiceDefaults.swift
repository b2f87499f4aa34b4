/// What the API server fills in where a Service says nothing.
enum ServiceDefaults {
    /// Fills a Service's spec and status in.
    static func apply(to service: inout JSONValue) {
        fillSpec(&service)
        fillPorts(&service)
        fillPolicies(&service)
        fillModes(&service)
    }

    private static func fillSpec(_ service: inout JSONValue) {
        if service["spec", "sessionAffinity"] == nil { service["spec", "sessionAffinity"] = "None" }
        if service["spec", "type"] == nil { service["spec", "type"] = "ClusterIP" }
        if service["spec", "sessionAffinity"] == "ClientIP" {
            let path = service["spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds"]
            service["spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds"] = path ?? 10_800
        } else if service["spec", "sessionAffinity"] == "None" {
            service["spec", "sessionAffinityConfig"] = nil
        }
    }

    private static func fillPorts(_ service: inout JSONValue) {
        guard var ports = service["spec", "ports"]?.arrayValue else { return }
        for index in ports.indices {
            if ports[index]["protocol"] == nil { ports[index]["protocol"] = "TCP" }
            let target = ports[index]["targetPort"]
            if target == nil || target == 0 || target == "" { ports[index]["targetPort"] = ports[index]["port"] }
        }
        service["spec", "ports"] = .array(ports)
    }

    private static func fillPolicies(_ service: inout JSONValue) {
        let kind = ServiceKind(service)
        if kind.isExternal, service["spec", "externalTrafficPolicy"] == nil {
            service["spec", "externalTrafficPolicy"] = "Cluster"
        }
        if kind.needsClusterIP, service["spec", "internalTrafficPolicy"] == nil {
            service["spec", "internalTrafficPolicy"] = "Cluster"
        }
        if kind.isLoadBalancer, service["spec", "allocateLoadBalancerNodePorts"] == nil {
            service["spec", "allocateLoadBalancerNodePorts"] = true
        }
    }

    private static func fillModes(_ service: inout JSONValue) {
        guard ServiceKind(service).isLoadBalancer, var points = service["status", "loadBalancer", "ingress"]?.arrayValue
        else { return }
        for index in points.indices where points[index]["ip"] != nil && points[index]["ipMode"] == nil {
            points[index]["ipMode"] = "VIP"
        }
        service["status", "loadBalancer", "ingress"] = .array(points)
    }
}
