/// The paths that are about the deployment rather than about load balancers.
extension OctaviaState {
    /// Answers a request for providers, quotas, flavors or availability zones by its path.
    mutating func routeAdministration(
        _ collection: String,
        _ target: Target,
        _ call: Call
    ) throws(OctaviaFault) -> SandboxResponse {
        switch collection {
        case "providers": return try routeProviders(target, call)
        case "quotas": return try routeQuotas(target, call)
        case "flavors": return try route(Flavor.self, target, call)
        case "flavorprofiles": return try route(FlavorProfile.self, target, call)
        case "availabilityzones": return try route(AvailabilityZone.self, target, call)
        case "availabilityzoneprofiles": return try route(AvailabilityZoneProfile.self, target, call)
        default: throw .noSuchPath
        }
    }

    private func routeProviders(_ target: Target, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        switch (call.request.method, target) {
        case ("GET", .collection): return try listProviders(call)
        case ("GET", .part(let name, let topic))
        where topic == "flavor_capabilities" || topic == "availability_zone_capabilities":
            return try listCapabilities(topic, of: name, call)
        case (_, .collection): throw .noSuchMethod
        default: throw .noSuchPath
        }
    }

    private mutating func routeQuotas(_ target: Target, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        switch (call.request.method, target) {
        case ("GET", .collection): return try listQuotas(call)
        case ("GET", .item("defaults")): return try showDefaultQuota(call.request.caller.projectID, call)
        case ("GET", .item(let project)): return try showQuota(project, call)
        case ("PUT", .item(let project)): return try updateQuota(project, call)
        case ("DELETE", .item(let project)): return try deleteQuota(project, call)
        case ("GET", .part(let project, "default")): return try showDefaultQuota(project, call)
        case (_, .part), (_, .partItem): throw .noSuchPath
        default: throw .noSuchMethod
        }
    }

    /// Answers with the API's versions, the newest last and CURRENT.
    func listVersions(_ call: Call) -> SandboxResponse {
        let newest = min(max(0, settings.minorVersion), Self.versionDates.count - 1)
        let versions = Self.versionDates.prefix(newest + 1).enumerated().map { minor, date -> JSONValue in
            [
                "id": .string("v2.\(minor)"),
                "status": minor == newest ? "CURRENT" : "SUPPORTED",
                "updated": .string(date),
                "links": [["href": .string("\(call.request.baseURL)/v2"), "rel": "self"]],
            ]
        }
        return SandboxResponse(status: 200, json: ["versions": .array(versions)])
    }

    /// When each minor version appeared (octavia/api/root_controller.py).
    private static let versionDates = [
        "2016-12-11T00:00:00Z", "2018-04-20T00:00:00Z", "2018-07-31T00:00:00Z", "2018-12-18T00:00:00Z",
        "2018-12-19T00:00:00Z", "2019-01-21T00:00:00Z", "2019-01-25T00:00:00Z", "2018-01-25T12:00:00Z",
        "2019-02-12T00:00:00Z", "2019-03-04T00:00:00Z", "2019-03-05T00:00:00Z", "2019-06-24T00:00:00Z",
        "2019-09-11T00:00:00Z", "2019-09-13T00:00:00Z", "2019-11-10T00:00:00Z", "2020-03-10T00:00:00Z",
        "2020-03-15T00:00:00Z", "2020-04-29T00:00:00Z", "2020-04-29T01:00:00Z", "2020-05-12T00:00:00Z",
        "2020-08-02T00:00:00Z", "2020-09-03T00:00:00Z", "2020-09-04T00:00:00Z", "2020-09-07T00:00:00Z",
        "2020-10-15T00:00:00Z", "2021-10-02T00:00:00Z", "2022-08-29T00:00:00Z", "2023-05-05T00:00:00Z",
        "2023-11-08T00:00:00Z", "2024-10-15T00:00:00Z", "2025-02-26T00:00:00Z",
    ]
}
