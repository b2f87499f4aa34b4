import Foundation
import Sandbox

/// Everything in a sandbox that load balancing can touch, of all projects, without what differs from run to run: ids
/// read as names, times and addresses are left out.
struct CloudShape: Sendable {
    /// A line an object.
    let lines: [String]

    init(_ sandbox: Sandbox) {
        let kinds = ["loadbalancers", "listeners", "pools", "healthmonitors", "l7policies"]
        var objects: [(kind: String, object: JSONValue)] = []
        func add(_ kind: String, _ target: String) {
            let list = sandbox.call("GET", target, as: .admin).body?[kind]?.arrayValue ?? []
            objects += list.map { (kind, $0) }
        }
        for kind in kinds { add(kind, "/load-balancer/v2.0/lbaas/\(kind)") }
        for pool in objects where pool.kind == "pools" {
            add("members", "/load-balancer/v2.0/lbaas/pools/\(pool.object["id"]?.stringValue ?? "")/members")
        }
        add("floatingips", "/networking/v2.0/floatingips")
        add("ports", "/networking/v2.0/ports")
        var names: [String: String] = [:]
        for (kind, object) in objects {
            guard let id = object["id"]?.stringValue else { continue }
            names[id] = "<\(kind) \(object["name"]?.stringValue ?? "")>"
        }
        lines = objects.map { "\($0.kind) \(Self.text($0.object, names))" }.sorted()
    }

    /// What only one of the two has: `+` this one, `-` the other.
    func differences(from other: CloudShape) -> [String] {
        lines.difference(from: other.lines).map { change in
            switch change {
            case .insert(_, let line, _): "+ \(line)"
            case .remove(_, let line, _): "- \(line)"
            }
        }
    }

    private static let leftOut: Set<String> = [
        "created_at", "updated_at", "vip_address", "floating_ip_address", "fixed_ip_address", "fixed_ips",
        "mac_address",
        "revision_number", "operating_status",
    ]

    private static func text(_ value: JSONValue, _ names: [String: String]) -> String {
        switch value {
        case .object(let members):
            let kept = members.filter { !leftOut.contains($0.key) }
            return "{" + kept.map { "\($0.key): \(text($0.value, names))" }.joined(separator: ", ") + "}"
        case .array(let elements):
            return "[" + elements.map { text($0, names) }.sorted().joined(separator: ", ") + "]"
        case .string(let string):
            // A VIP's port is named after its load balancer's id.
            return names[string] ?? names.reduce(string) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
        default:
            return "\(value)"
        }
    }
}
