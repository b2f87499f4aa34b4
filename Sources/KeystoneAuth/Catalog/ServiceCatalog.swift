/// The services of a cloud, as the token names them (Identity API v3, `token.catalog`).
public struct ServiceCatalog: Sendable, Hashable, Decodable {
    /// One service.
    public struct Service: Sendable, Hashable, Decodable {
        /// Its type: `load-balancer`.
        public var type: String
        /// Its endpoints.
        public var endpoints: [Endpoint]

        /// Creates a service.
        public init(type: String, endpoints: [Endpoint]) {
            self.type = type
            self.endpoints = endpoints
        }
    }

    /// One address of a service.
    public struct Endpoint: Sendable, Hashable, Decodable {
        /// `public`, `internal` or `admin`.
        public var interface: String
        /// The region's id; older clouds only have `region`.
        public var regionID: String?
        /// The region's name, today the same as its id.
        public var region: String?
        /// The address, with or without a version in its path.
        public var url: String

        /// Creates an endpoint.
        public init(interface: String, regionID: String?, region: String? = nil, url: String) {
            self.interface = interface
            self.regionID = regionID
            self.region = region
            self.url = url
        }

        private enum CodingKeys: String, CodingKey {
            case interface, region, url
            case regionID = "region_id"
        }
    }

    /// The services in the catalog's order.
    public var services: [Service]

    /// Creates a catalog.
    public init(_ services: [Service]) {
        self.services = services
    }

    /// Reads the array of services.
    public init(from decoder: any Decoder) throws {
        services = try decoder.singleValueContainer().decode([Service].self)
    }

    /// The address of the service in the region, by the interface.
    ///
    /// Official type names win over aliases; among endpoints the first that fits is taken, as in the catalog.
    /// - Parameter region: `nil` takes any.
    /// - Throws: `.noEndpoint`, naming what the catalog has.
    public func endpoint(
        of type: ServiceType,
        region: String?,
        interface: EndpointInterface
    ) throws(OpenStackError) -> ServiceEndpoint {
        for name in type.names {
            for service in services where ServiceType.normalized(service.type) == name {
                let fitting = service.endpoints.filter { $0.fits(region: region, interface: interface) }
                if let endpoint = fitting.lazy.compactMap({ ServiceEndpoint($0.url, of: type) }).first {
                    return endpoint
                }
            }
        }
        throw missing(type, region: region, interface: interface)
    }

    private func missing(_ type: ServiceType, region: String?, interface: EndpointInterface) -> OpenStackError {
        let place = region.map { " in region \($0)" } ?? ""
        let wanted = "The catalog has no \(interface.rawValue) endpoint of the \(type.rawValue) service\(place)."
        let own = services.filter { type.names.contains(ServiceType.normalized($0.type)) }.flatMap(\.endpoints)
        guard !own.isEmpty else {
            let types = Set(services.map(\.type)).sorted().joined(separator: ", ")
            let known =
                types.isEmpty
                ? "The catalog is empty; is the token scoped to a project?"
                : "It has: \(types). Choose a cloud that has it, or ask this one's operator."
            return OpenStackError(.noEndpoint, "\(wanted) \(known)")
        }
        let places = Set(own.map { "\($0.regionID ?? $0.region ?? "no region") \($0.interface) \($0.url)" }).sorted()
        let remedy = "Set region and os-endpoint-type in [Global] to one of: \(places.joined(separator: "; "))."
        return OpenStackError(.noEndpoint, "\(wanted) \(remedy)")
    }
}

extension ServiceCatalog.Endpoint {
    fileprivate func fits(region wanted: String?, interface: EndpointInterface) -> Bool {
        guard EndpointInterface(self.interface) == interface else { return false }
        guard let wanted else { return true }
        return wanted == regionID || wanted == region
    }
}

extension ServiceType {
    /// The type's official name, then the aliases that clouds use.
    var names: [String] {
        switch self {
        case .loadBalancer: [rawValue, "loadbalancer", "octavia"]
        case .network: [rawValue, "networking", "neutron"]
        case .compute: [rawValue, "nova"]
        case .keyManager: [rawValue, "keymanager", "barbican"]
        }
    }

    /// A catalog's type as it is compared.
    static func normalized(_ type: String) -> String {
        String(type.lowercased().map { $0 == "_" ? "-" : $0 })
    }

    /// The API's major version that occm speaks.
    var majorVersion: Int { self == .keyManager ? 1 : 2 }

    /// The path element that is appended to endpoints without a version.
    var defaultVersion: String {
        switch self {
        case .loadBalancer, .network: "v2.0"
        case .compute: "v2.1"
        case .keyManager: "v1"
        }
    }
}
