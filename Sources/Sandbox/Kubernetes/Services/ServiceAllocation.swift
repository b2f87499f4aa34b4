/// The node ports and cluster addresses that Services hold.
///
/// Guarantees: no two Services hold the same port or address; what a change does not keep is free again.
struct ServiceAllocation: Sendable {
    /// The range of node ports.
    static let nodePorts = 30_000...32_767
    private static let ranges: [(family: String, prefix: String)] = [
        ("IPv4", "10.96.0.0"), ("IPv6", "fd00:10:96::"),
    ]
    private static let addressesPerRange = 65_535

    private var portHolders: [Int: ObjectKey] = [:]
    private var addressHolders: [String: ObjectKey] = [:]
    private var random: Identifiers
    private var nextAddress = ["IPv4": 1, "IPv6": 1]

    /// Creates an empty allocation; equal seeds give equal ports.
    init(seed: UInt64) { random = Identifiers(seed: seed) }

    /// Gives a Service the addresses and ports that it lacks, and checks those that it names.
    mutating func allocate(for service: inout JSONValue, key: ObjectKey) -> [FieldProblem] {
        let kind = ServiceKind(service)
        var problems: [FieldProblem] = []
        if kind.needsClusterIP { problems += allocateAddresses(for: &service, key: key) }
        if kind.mayHaveNodePorts { problems += allocateNodePorts(for: &service, key: key) }
        if kind.needsHealthCheckNodePort {
            let port = service["spec", "healthCheckNodePort"]?.intValue
            let field = "spec.healthCheckNodePort"
            if let port {
                problems += portProblems(port, field: field, key: key)
            } else if let free = freePort(besides: Self.ports(of: service)) {
                service["spec", "healthCheckNodePort"] = .int(free)
            }
        }
        return problems
    }

    /// Makes the holdings of a Service what its spec says; `nil` frees them all.
    mutating func hold(_ service: JSONValue?, key: ObjectKey, instead old: JSONValue?) {
        for port in old.map(Self.ports) ?? [] { portHolders[port] = nil }
        for address in old.map(Self.addresses) ?? [] { addressHolders[address] = nil }
        for port in service.map(Self.ports) ?? [] { portHolders[port] = key }
        for address in service.map(Self.addresses) ?? [] { addressHolders[address] = key }
    }

    private static func ports(of service: JSONValue) -> [Int] {
        ServiceKind(service).ports.compactMap { $0["nodePort"]?.intValue }
            + [service["spec", "healthCheckNodePort"]?.intValue].compactMap { $0 }
    }

    private static func addresses(of service: JSONValue) -> [String] {
        service.list("spec", "clusterIPs").compactMap(\.stringValue).filter { $0 != "None" }
    }

    private mutating func allocateNodePorts(for service: inout JSONValue, key: ObjectKey) -> [FieldProblem] {
        var ports = ServiceKind(service).ports
        var problems: [FieldProblem] = []
        for index in ports.indices {
            let field = "spec.ports[\(index)].nodePort"
            if let port = ports[index]["nodePort"]?.intValue {
                problems += portProblems(port, field: field, key: key)
            } else if ServiceKind(service).needsNodePorts {
                let taken = ports.compactMap { $0["nodePort"]?.intValue }
                guard let free = freePort(besides: taken) else {
                    problems.append(.invalid(field, 0, "failed to allocate a nodePort: range is full"))
                    continue
                }
                ports[index]["nodePort"] = .int(free)
            }
        }
        if !ports.isEmpty { service["spec", "ports"] = .array(ports) }
        return problems
    }

    private func portProblems(_ port: Int, field: String, key: ObjectKey) -> [FieldProblem] {
        let range = "\(Self.nodePorts.lowerBound)-\(Self.nodePorts.upperBound)"
        guard Self.nodePorts.contains(port) else {
            let detail = "provided port is not in the valid range. The range of valid ports is \(range)"
            return [.invalid(field, .int(port), detail)]
        }
        guard let holder = portHolders[port], holder != key else { return [] }
        return [.invalid(field, .int(port), "provided port is already allocated")]
    }

    private mutating func freePort(besides taken: [Int]) -> Int? {
        let start = Int(random.next() % UInt64(Self.nodePorts.count))
        return (0..<Self.nodePorts.count).lazy
            .map { Self.nodePorts.lowerBound + (start + $0) % Self.nodePorts.count }
            .first { portHolders[$0] == nil && !taken.contains($0) }
    }

    private mutating func allocateAddresses(for service: inout JSONValue, key: ObjectKey) -> [FieldProblem] {
        if service["spec", "clusterIPs"] == nil, let first = service["spec", "clusterIP"] {
            service["spec", "clusterIPs"] = [first]
        }
        var addresses = service.list("spec", "clusterIPs").compactMap(\.stringValue)
        let families = Self.families(of: service, addresses: addresses)
        if service["spec", "ipFamilyPolicy"] == nil {
            service["spec", "ipFamilyPolicy"] = families.count > 1 ? "RequireDualStack" : "SingleStack"
        }
        service["spec", "ipFamilies"] = .strings(families)
        if addresses.first == "None" { return [] }
        if let problem = addressProblem(addresses, key: key) { return [problem] }
        for family in families.dropFirst(addresses.count) { addresses.append(freeAddress(of: family)) }
        addresses = Array(addresses.prefix(families.count))
        service["spec", "clusterIPs"] = .strings(addresses)
        service["spec", "clusterIP"] = addresses.first.map(JSONValue.string)
        return []
    }

    /// The families of a Service: those it names or has addresses of, and as many as its policy wants.
    private static func families(of service: JSONValue, addresses: [String]) -> [String] {
        var families = service.list("spec", "ipFamilies").compactMap(\.stringValue)
        if families.isEmpty { families = addresses.compactMap { IPAddress($0)?.family == .v6 ? "IPv6" : "IPv4" } }
        if families.isEmpty { families = ["IPv4"] }
        let policy = service["spec", "ipFamilyPolicy"]?.stringValue
        let isOpenHeadless = ServiceKind(service).isHeadless && service["spec", "selector"] == nil && policy == nil
        if policy == "PreferDualStack" || policy == "RequireDualStack" || isOpenHeadless {
            families += ["IPv4", "IPv6"].filter { !families.contains($0) }
        } else if policy == "SingleStack" {
            families = Array(families.prefix(1))
        }
        return families
    }

    private func addressProblem(_ addresses: [String], key: ObjectKey) -> FieldProblem? {
        for (index, address) in addresses.enumerated() {
            let field = "spec.clusterIPs[\(index)]"
            guard let parsed = IPAddress(address), Self.contains(parsed) else {
                let detail = "failed to allocate IP \(address): the provided IP is not in the valid range"
                return .invalid("spec.clusterIPs", .strings(addresses), detail)
            }
            if let holder = addressHolders[address], holder != key {
                let detail = "failed to allocate IP \(address): provided IP is already allocated"
                return .invalid(field, .strings(addresses), detail)
            }
        }
        return nil
    }

    private static func contains(_ address: IPAddress) -> Bool {
        ranges.contains { range in
            guard let first = IPAddress(range.prefix), first.family == address.family else { return false }
            return first < address && address <= first.advanced(by: addressesPerRange)
        }
    }

    private mutating func freeAddress(of family: String) -> String {
        guard let range = Self.ranges.first(where: { $0.family == family }), let first = IPAddress(range.prefix)
        else { return "" }
        while true {
            let number = nextAddress[family, default: 1]
            nextAddress[family] = number % (Self.addressesPerRange - 1) + 1
            let address = first.advanced(by: number).description
            if addressHolders[address] == nil || addressHolders.count >= Self.addressesPerRange { return address }
        }
    }
}
