/// What the API server carries over and drops when a Service changes.
enum ServiceChange {
    /// Takes over what was allocated and is not named, and drops what the new type has no use for and the change left as it was.
    static func reconcile(_ service: inout JSONValue, with old: JSONValue) {
        dropWhatTypeHasNoUseFor(&service, old)
        carryOverAllocated(&service, old)
        if !ServiceKind(service).isLoadBalancer, ServiceKind(old).isLoadBalancer {
            service["status", "loadBalancer"] = [:]
        }
    }

    private static func carryOverAllocated(_ service: inout JSONValue, _ old: JSONValue) {
        let (new, before) = (ServiceKind(service), ServiceKind(old))
        if new.needsClusterIP, before.needsClusterIP {
            // Who knows only the older field means both.
            if let address = service["spec", "clusterIP"], address != old["spec", "clusterIP"],
                service["spec", "clusterIPs"] == old["spec", "clusterIPs"]
            {
                service["spec", "clusterIPs"] = [address]
            }
            for field in ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"] where service["spec", field] == nil
            {
                service["spec", field] = old["spec", field]
            }
        }
        if new.mayHaveNodePorts, before.mayHaveNodePorts, var ports = service["spec", "ports"]?.arrayValue {
            for index in ports.indices where ports[index]["nodePort"] == nil {
                let same = before.ports.first {
                    $0["port"] == ports[index]["port"] && $0["protocol"] == ports[index]["protocol"]
                }
                ports[index]["nodePort"] = same?["nodePort"]
            }
            service["spec", "ports"] = .array(ports)
        }
        if new.needsHealthCheckNodePort, before.needsHealthCheckNodePort,
            service["spec", "healthCheckNodePort"] == nil
        {
            service["spec", "healthCheckNodePort"] = old["spec", "healthCheckNodePort"]
        }
    }

    private static func dropWhatTypeHasNoUseFor(_ service: inout JSONValue, _ old: JSONValue) {
        let (new, before) = (ServiceKind(service), ServiceKind(old))
        if before.needsClusterIP, !new.needsClusterIP {
            drop(["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"], from: &service, ifAsIn: old)
        }
        if before.mayHaveNodePorts, !new.mayHaveNodePorts,
            new.ports.map({ $0["nodePort"] }) == before.ports.map({ $0["nodePort"] })
        {
            let ports = new.ports.map { port in
                var port = port
                port["nodePort"] = nil
                return port
            }
            service["spec", "ports"] = JSONValue.array(ports).unlessEmpty
        }
        if before.needsHealthCheckNodePort, !new.needsHealthCheckNodePort {
            drop(["healthCheckNodePort"], from: &service, ifAsIn: old)
        }
        if before.isLoadBalancer, !new.isLoadBalancer {
            drop(["allocateLoadBalancerNodePorts", "loadBalancerClass"], from: &service, ifAsIn: old)
        }
        if before.isExternal, !new.isExternal { drop(["externalTrafficPolicy"], from: &service, ifAsIn: old) }
        if before.needsClusterIP, !new.needsClusterIP {
            drop(["internalTrafficPolicy"], from: &service, ifAsIn: old)
        }
    }

    private static func drop(_ fields: [String], from service: inout JSONValue, ifAsIn old: JSONValue) {
        for field in fields where service["spec", field] == old["spec", field] { service["spec", field] = nil }
    }
}
