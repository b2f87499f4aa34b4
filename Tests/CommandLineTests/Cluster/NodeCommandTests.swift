import Foundation
import Sandbox
import Testing

@Suite("occm node and occm routes show what is made of Nodes", .serialized, .timeLimit(.minutes(2)))
struct NodeCommandTests {
    private static let node = ["node", "--cloud-config", "cloud.conf"]
    private static let routes = ["routes", "--cloud-config", "cloud.conf", "--cluster-cidr", "10.244.0.0/16"]

    /// A cluster with a Node that is true, but for its labels; one that waits; one that is shut down; one without a server.
    private func withNodes(_ body: (ClusterWorkplace) async throws -> Void) async throws {
        try await ClusterWorkplace.with { place in
            let servers = place.workplace.sandbox.facts.serverIDs
            place.cluster.call("DELETE", "/api/v1/nodes/node-2")
            let waiting: JSONValue = ["key": "node.cloudprovider.kubernetes.io/uninitialized", "effect": "NoSchedule"]
            place.cluster.call(
                "POST",
                "/api/v1/nodes",
                ["metadata": ["name": "node-2"], "spec": ["taints": [waiting], "podCIDR": "10.244.2.0/24"]]
            )
            place.cluster.call(
                "POST",
                "/api/v1/nodes",
                [
                    "metadata": ["name": "lost"],
                    "spec": ["providerID": "openstack:///00000000-0000-4000-8000-000000000000"],
                ]
            )
            place.cluster.call(
                "PATCH",
                "/api/v1/nodes/node-3/status",
                ["status": ["conditions": [["type": "Ready", "status": "False"]]]],
                contentType: "application/strategic-merge-patch+json"
            )
            place.workplace.sandbox.call("POST", "/compute/v2.1/servers/\(servers[2])/action", ["os-stop": nil])
            try await body(place)
        }
    }

    @Test("how each address, label and id is derived, and the plan", arguments: ["text", "json"])
    func nodes(_ format: String) async throws {
        try await withNodes { place in
            let command = Self.node + ["--all", "-o", format, "--detailed-exitcode"]
            let ending = try await place.occm.run(command)
            #expect(ending.status == 2)
            try expectGolden(ending.transcript(of: command, in: place.workplace), "Cluster/node-all-\(format).txt")
        }
    }

    @Test("a server without a cluster is shown as a new Node would show it")
    func server() async throws {
        try await Workplace.with { workplace in
            let server = workplace.sandbox.facts.serverIDs[0]
            let command = Self.node + ["--server", server]
            let ending = try await workplace.occm.run(command)
            #expect(ending.status == 0)
            try expectGolden(ending.transcript(of: command, in: workplace), "Cluster/node-server.txt")
        }
    }

    /// What makes no sense, by the golden's name.
    private static let nonsense: [String: [String]] = [
        "node-nothing": node, "node-too-much": node + ["node-1", "--all"], "node-missing": node + ["node-1", "nobody"],
        "node-no-cloud": ["node", "node-1"], "routes-no-router": routes,
        "routes-bad-network": ["routes", "--cloud-config", "cloud.conf", "--cluster-cidr", "10.244.0.0"],
    ]

    @Test("what makes no sense is refused in a sentence", arguments: nonsense.keys.sorted())
    func mistakes(_ name: String) async throws {
        let command = Self.nonsense[name] ?? []
        try await ClusterWorkplace.with { place in
            if name == "routes-no-router" {
                let sandbox = place.workplace.sandbox
                let config = sandbox.cloudConfig().replacing("router-id=\(sandbox.facts.routerID)", with: "")
                try place.workplace.write("cloud.conf", config)
            }
            let ending = try await place.occm.run(command)
            #expect(ending.status == 1 && ending.output.isEmpty)
            try expectGolden(ending.transcript(of: command, in: place.workplace), "Cluster/\(name).txt")
        }
    }

    @Test("routes that are missing, there and left over, and the plan", arguments: ["text", "json"])
    func routes(_ format: String) async throws {
        try await withNodes { place in
            let sandbox = place.workplace.sandbox
            for number in [1, 3] {
                place.cluster.call(
                    "PATCH",
                    "/api/v1/nodes/node-\(number)",
                    ["spec": ["podCIDR": .string("10.244.\(number).0/24")]],
                    contentType: "application/merge-patch+json"
                )
            }
            let present = [
                ("10.244.1.0/24", "10.10.0.11"), ("10.244.9.0/24", "10.10.0.19"), ("192.0.2.0/24", "10.10.0.11"),
            ]
            let list = present.map { destination, nextHop -> JSONValue in
                ["destination": .string(destination), "nexthop": .string(nextHop)]
            }
            let router = "/networking/v2.0/routers/\(sandbox.facts.routerID)"
            let answer = sandbox.call("PUT", "\(router)/add_extraroutes", ["router": ["routes": .array(list)]])
            #expect(answer.status == 200, "\(answer.body ?? .null)")
            let command = Self.routes + ["-o", format, "--detailed-exitcode"]
            let ending = try await place.occm.run(command)
            #expect(ending.status == 2)
            try expectGolden(ending.transcript(of: command, in: place.workplace), "Cluster/routes-\(format).txt")
        }
    }
}
