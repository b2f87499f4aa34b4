import OrderedCollections

/// A trunk: a port that carries others, each under its own tag (Networking API, "Trunk networking").
struct Trunk: Sendable, Hashable {
    var id: String
    var name: String
    var projectID: String
    /// The port that a server sees.
    var portID: String
    /// The ports that it carries, as sent.
    var subports: [JSONValue] = []
    var tags: [String] = []

    /// What a port tells of the trunk that it is the parent of.
    func details(in state: NeutronState) -> JSONValue {
        let list = subports.map { subport -> JSONValue in
            var shown = subport
            shown["mac_address"] = .optional(state.ports[subport["port_id"]?.stringValue ?? ""]?.macAddress)
            return shown
        }
        return ["trunk_id": .string(id), "sub_ports": .array(list)]
    }
}

extension Trunk: NeutronResource {
    static let kind = NeutronKind(
        "trunk",
        "trunks",
        notFound: "TrunkNotFound",
        "Trunk ID could not be found.",
        [
            NeutronAttribute("name", .text(limit: 255), .createAndUpdate),
            NeutronAttribute("port_id", .uuid, .create, required: true),
            NeutronAttribute("sub_ports", .list, .create),
            NeutronAttribute("admin_state_up", .flag, .createAndUpdate),
            NeutronAttribute("status", .any, .readOnly),
        ]
    )

    static var table: WritableKeyPath<NeutronState, OrderedDictionary<String, Trunk>> { \.trunks }

    func json(in state: NeutronState) -> JSONValue {
        [
            "id": .string(id), "name": .string(name), "tenant_id": .string(projectID), "port_id": .string(portID),
            "sub_ports": .array(subports), "admin_state_up": true, "status": "ACTIVE", "description": "",
            "tags": .strings(tags), "project_id": .string(projectID),
        ]
    }

    static func create(
        _ values: NeutronValues,
        for caller: Caller,
        in state: inout NeutronState
    ) throws(SandboxFault) -> Trunk {
        let trunk = Trunk(
            id: state.ids.uuid(),
            name: values.text("name") ?? "",
            projectID: caller.projectID,
            portID: values.text("port_id") ?? "",
            subports: values["sub_ports"]?.arrayValue ?? []
        )
        let carried = trunk.subports.map { $0["port_id"]?.stringValue ?? "" }
        for id in [trunk.portID] + carried {
            guard let port = state.ports[id], port.isVisible(to: caller, in: state) else {
                throw SandboxPort.kind.notFound(id)
            }
        }
        for id in carried {
            state.ports[id]?.deviceID = trunk.id
            state.ports[id]?.deviceOwner = "trunk:subport"
            state.ports[id]?.status = "ACTIVE"
        }
        return trunk
    }

    mutating func update(_ values: NeutronValues, in state: inout NeutronState) throws(SandboxFault) {
        name = values.text("name") ?? name
    }

    func release(in state: inout NeutronState) throws(SandboxFault) {
        for id in subports.compactMap({ $0["port_id"]?.stringValue }) {
            state.ports[id]?.deviceID = ""
            state.ports[id]?.deviceOwner = ""
        }
    }
}
