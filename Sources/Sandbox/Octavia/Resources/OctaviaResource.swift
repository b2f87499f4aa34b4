import OrderedCollections

/// Something that Octavia lists and shows.
protocol OctaviaResource: Sendable {
    /// The key of one resource in a body, e.g. `loadbalancer`.
    static var singular: String { get }
    /// The key of many resources in a body, which is also their path, e.g. `loadbalancers`.
    static var plural: String { get }
    /// The name in Octavia's refusals, e.g. `Load Balancer`.
    static var title: String { get }
    /// The attributes by which lists may be filtered and sorted, beside `id` and `name`.
    static var filters: Set<String> { get }
    /// Where resources of this kind are kept.
    static var table: WritableKeyPath<OctaviaState, Table<Self>> { get }

    /// Everything that is served, but the links to children.
    var attributes: JSONObject { get set }

    /// The resource as it is served.
    func rendered(in state: OctaviaState) -> JSONObject
    /// The value by which lists filter and sort.
    func value(of filter: String) -> JSONValue?
}

extension OctaviaResource {
    func rendered(in state: OctaviaState) -> JSONObject { attributes }
    func value(of filter: String) -> JSONValue? { attributes[filter] }

    /// The id.
    var id: String { attributes.text("id") ?? "" }

    /// The project that owns the resource; empty where it belongs to nobody.
    var projectID: String { attributes.text("project_id") ?? "" }

    /// The reference in the form of a link: `{"id": …}`.
    static func link(_ id: String) -> JSONValue { ["id": .string(id)] }
}

/// Part of a load balancer: goes through provisioning states.
protocol ProvisionedResource: OctaviaResource {
    /// The kind.
    static var kind: ResourceKind { get }
}

extension ProvisionedResource {
    static var title: String { kind.title }

    /// The reference.
    var reference: Reference { Reference(kind: Self.kind, id: id) }

    /// Where the resource is in its life.
    var provisioningStatus: ProvisioningStatus {
        attributes.text("provisioning_status").flatMap(ProvisioningStatus.init(rawValue:)) ?? .error
    }

    /// The filters that every provisioned resource has.
    static var commonFilters: Set<String> {
        ["project_id", "provisioning_status", "operating_status", "admin_state_up", "created_at", "updated_at"]
    }
}

/// Where a resource is in its life.
enum ProvisioningStatus: String, Sendable {
    case active = "ACTIVE"
    case error = "ERROR"
    case pendingCreate = "PENDING_CREATE"
    case pendingUpdate = "PENDING_UPDATE"
    case pendingDelete = "PENDING_DELETE"
}

/// Whether a resource works.
enum OperatingStatus: String, Sendable {
    case online = "ONLINE"
    case offline = "OFFLINE"
    case degraded = "DEGRADED"
    case error = "ERROR"
    case draining = "DRAINING"
    case noMonitor = "NO_MONITOR"
}

extension JSONObject {
    /// The text of an attribute; `nil` where it is absent, `null` or no text.
    func text(_ name: String) -> String? { self[name]?.stringValue }

    /// The whole number of an attribute.
    func number(_ name: String) -> Int? { self[name]?.intValue }

    /// Whether an attribute is `true`.
    func flag(_ name: String) -> Bool { self[name]?.boolValue ?? false }

    /// Whether an attribute is present and neither `null` nor empty: what Python takes for true.
    func isTruthy(_ name: String) -> Bool {
        switch self[name] {
        case nil, .null: false
        case .bool(let flag): flag
        case .int(let number): number != 0
        case .double(let number): number != 0
        case .string(let text): !text.isEmpty
        case .array(let items): !items.isEmpty
        case .object(let members): !members.isEmpty
        }
    }

    /// The texts of a list.
    func texts(_ name: String) -> [String] { self[name]?.arrayValue?.compactMap(\.stringValue) ?? [] }

    /// The objects of a list.
    func objects(_ name: String) -> [JSONObject] { self[name]?.arrayValue?.compactMap(\.objectValue) ?? [] }

    /// Takes over what another object has.
    mutating func update(with other: JSONObject) {
        for (name, value) in other { self[name] = value }
    }
}
