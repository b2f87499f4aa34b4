import OrderedCollections

extension SandboxSettings {
    /// The settings as the sandbox's own API shows them.
    var json: JSONValue {
        [
            "settle": settle.json, "page_size": pageSize.map { .int($0) } ?? nil, "token_life": tokenLife.json,
            "clock_skew": clockSkew.json, "quotas": .sorted(quotas.mapValues { .int($0) }),
            "octavia_minor_version": .int(octaviaMinorVersion),
            "accepts_fully_populated_create": .bool(acceptsFullyPopulatedCreate),
            "nova_minor_version": .int(novaMinorVersion), "missing_extensions": .strings(missingExtensions.sorted()),
            "max_routes": .int(maxRoutes),
        ]
    }

    /// Changes what a request names.
    mutating func apply(_ request: AdminRequest) throws(AdminRequest.Refusal) {
        var request = request
        settle = try request.duration("settle") ?? settle
        tokenLife = try request.duration("token_life") ?? tokenLife
        clockSkew = try request.duration("clock_skew") ?? clockSkew
        octaviaMinorVersion = try request.natural("octavia_minor_version") ?? octaviaMinorVersion
        novaMinorVersion = try request.natural("nova_minor_version") ?? novaMinorVersion
        maxRoutes = try request.natural("max_routes") ?? maxRoutes
        let aliases = try request.take("missing_extensions", "a list of aliases") { $0.arrayValue }
        missingExtensions = aliases.map { Set($0.compactMap(\.stringValue)) } ?? missingExtensions
        let flag = try request.take("accepts_fully_populated_create", "true or false") { $0.boolValue }
        acceptsFullyPopulatedCreate = flag ?? acceptsFullyPopulatedCreate
        let limit = try request.take("page_size", "a positive integer or null") { value -> Int?? in
            if value.isNull { return .some(nil) }
            guard let size = value.intValue, size > 0 else { return nil }
            return size
        }
        pageSize = limit ?? pageSize
        quotas = try request.take("quotas", "an object of integers", Self.limits) ?? quotas
        try request.finish(
            known: "settle, page_size, token_life, clock_skew, quotas, octavia_minor_version, "
                + "accepts_fully_populated_create, nova_minor_version, missing_extensions, max_routes"
        )
    }

    private static func limits(_ value: JSONValue) -> [String: Int]? {
        guard let members = value.objectValue else { return nil }
        var limits: [String: Int] = [:]
        for (name, limit) in members {
            guard let number = limit.intValue else { return nil }
            limits[name] = number
        }
        return limits
    }
}

extension AdminRequest {
    fileprivate mutating func natural(_ name: String) throws(Refusal) -> Int? {
        try take(name, "an integer from 0 up") { value in value.intValue.flatMap { $0 >= 0 ? $0 : nil } }
    }
}
