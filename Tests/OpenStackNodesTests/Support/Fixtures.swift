import CloudProvider
import FoundationEssentials
import Kubernetes
import OpenStackAPI

@testable import OpenStackNodes

extension Server {
    /// A server as Nova would tell of it.
    static func fixture(
        id: String = "s1",
        name: String = "node-1",
        status: String = "ACTIVE",
        addresses: String = "{}",
        fields: String = "",
        flavor: String = #"{"original_name": "m1.tiny"}"#
    ) throws -> Server {
        let extra = fields.isEmpty ? "" : ", \(fields)"
        return try decode(
            """
            {"id": "\(id)", "name": "\(name)", "tenant_id": "p1", "status": "\(status)", "addresses": \(addresses),
             "flavor": \(flavor)\(extra)}
            """
        )
    }
}

extension Port {
    /// A port as Neutron would tell of it.
    static func fixture(
        id: String = "port-1",
        device: String = "s1",
        network: String = "net-1",
        status: String = "ACTIVE",
        _ addresses: [String],
        fields: String = ""
    ) throws -> Port {
        let list = addresses.map { #"{"subnet_id": "sub-1", "ip_address": "\#($0)"}"# }.joined(separator: ", ")
        let extra = fields.isEmpty ? "" : ", \(fields)"
        return try decode(
            """
            {"id": "\(id)", "project_id": "p1", "network_id": "\(network)", "device_id": "\(device)",
             "status": "\(status)", "mac_address": "fa:16:3e:00:00:01", "fixed_ips": [\(list)]\(extra)}
            """
        )
    }
}

/// A value from its JSON.
func decode<Value: Decodable>(_ json: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
}

extension Node {
    /// A Node of that name.
    static func fixture(
        _ name: String,
        id: String? = nil,
        podCIDRs: [String] = [],
        addresses: [String] = []
    ) -> Node {
        Node(
            metadata: ObjectMeta(name: name),
            spec: Node.Spec(providerID: id.map { "openstack:///\($0)" } ?? "", podCIDRs: podCIDRs),
            status: Node.Status(addresses: addresses.compactMap(NodeAddress.init(spelled:)))
        )
    }
}

extension NodeAddress {
    /// Reads `InternalIP 10.0.0.5`.
    init?(spelled text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2 else { return nil }
        self.init(type: Kind(rawValue: String(parts[0])), address: String(parts[1]))
    }

    /// `InternalIP 10.0.0.5`.
    var spelled: String { "\(type.rawValue) \(address)" }
}

extension Instance {
    /// Its addresses, spelled.
    var spelledAddresses: [String] { addresses.map(\.value.spelled) }
}
