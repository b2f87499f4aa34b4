import OrderedCollections

/// An Octavia v2 API in memory, as strict as the real one: a value that requests and time move on.
///
/// A resource is stored as the JSON object that it is served as, plus the links to its children. Requests never wait:
/// a change leaves its load balancer in a PENDING state until the simulated clock has passed the settle time.
///
/// Guarantees: equal seeds, requests and instants give equal answers. Assumptions: instants never go backwards, and the
/// network passed in is always the same one. Failure: every refusal is an answer; no request traps.
struct OctaviaState: Sendable {
    /// What an operator configures; may be changed at any time.
    var settings: OctaviaSettings

    var loadBalancers: Table<LoadBalancer> = [:]
    var listeners: Table<Listener> = [:]
    var pools: Table<Pool> = [:]
    var members: Table<Member> = [:]
    var healthMonitors: Table<HealthMonitor> = [:]
    var l7Policies: Table<L7Policy> = [:]
    var l7Rules: Table<L7Rule> = [:]
    var flavors: Table<Flavor> = [:]
    var flavorProfiles: Table<FlavorProfile> = [:]
    var availabilityZones: Table<AvailabilityZone> = [:]
    var availabilityZoneProfiles: Table<AvailabilityZoneProfile> = [:]
    /// The quotas that were set, by project.
    var quotas: OrderedDictionary<String, JSONObject> = [:]
    /// How many resources of each kind each project has.
    var usage: [String: [ResourceKind: Int]] = [:]

    /// What is PENDING, the earliest first.
    var work: [Work] = []
    /// How the next operations end, the next one first; afterwards everything ends well.
    var upcomingOutcomes: [Outcome] = []
    /// Where ids come from.
    var identifiers: Identifiers

    /// Creates an empty Octavia; equal seeds give equal ids.
    init(settings: OctaviaSettings = OctaviaSettings(), seed: UInt64 = 0x0C7A) {
        self.settings = settings
        self.identifiers = Identifiers(seed: seed)
    }

    /// Answers one request at an instant, after everything due by then has settled.
    mutating func handle(
        _ request: SandboxRequest,
        now: Instant,
        network: inout some VIPNetwork
    ) -> SandboxResponse {
        advance(to: now, network: &network)
        do throws(OctaviaFault) {
            return try route(Call(request: request, now: now), network: &network)
        } catch {
            return error.response
        }
    }
}

/// Resources of one kind by id, in the order of their creation.
typealias Table<Resource> = OrderedDictionary<String, Resource>
