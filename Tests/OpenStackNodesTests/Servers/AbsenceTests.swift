import CloudProvider
import KeystoneAuth
import Kubernetes
import Planning
import Sandbox
import Testing

@testable import OpenStackNodes

@Suite("Absence of a server")
struct AbsenceTests {
    private static func code(_ state: InstanceState?) -> String {
        switch state {
        case .present: "present"
        case .absent: "absent"
        case .unknown(let reason), .foreign(let reason): reason.code
        case nil: "none"
        }
    }

    private static func delete(_ node: Int, in cloud: NodeCloud) {
        let path = "/compute/v2.1/servers/\(cloud.sandbox.facts.serverIDs[node - 1])"
        #expect(cloud.sandbox.call("DELETE", path).status == 204)
    }

    @Test("is proven by a 404 on its id beside another Node's server, and the others are present")
    func deleted() async throws {
        try await NodeCloud.run { cloud in
            let instances = cloud.instances()
            _ = await instances.instances(of: cloud.nodes, in: cloud.nodes)
            Self.delete(2, in: cloud)
            cloud.wait()
            cloud.sandbox.forgetCalls()
            let states = await instances.instances(of: cloud.nodes, in: cloud.nodes)
            #expect(Self.code(states["node-2"]) == "absent")
            #expect(Self.code(states["node-1"]) == "present" && Self.code(states["node-3"]) == "present")
            #expect(cloud.calls.count { $0 == "GET servers/{id}" } == 2)
            // The proof stands as long as the look does.
            cloud.sandbox.forgetCalls()
            _ = await instances.instances(of: [cloud.nodes[1]], in: cloud.nodes)
            #expect(cloud.calls.isEmpty)
        }
    }

    @Test("is never claimed while no other Node's server is seen")
    func noWitness() async throws {
        try await NodeCloud.run(nodes: 2) { cloud in
            Self.delete(1, in: cloud)
            let alone = await cloud.instances().instances(of: [cloud.nodes[0]], in: [cloud.nodes[0]])
            #expect(Self.code(alone["node-1"]) == "no-witness")
            Self.delete(2, in: cloud)
            cloud.wait()
            let states = await cloud.instances().instances(of: cloud.nodes, in: cloud.nodes)
            #expect(states.values.allSatisfy { Self.code($0) == "no-witness" })
        }
    }

    @Test("is not claimed when Nova knows no id at all any more")
    func everythingIs404() async throws {
        try await NodeCloud.run { cloud in
            Self.delete(1, in: cloud)
            for id in cloud.sandbox.facts.serverIDs {
                cloud.sandbox.inject(FaultRule("GET", "/compute/v2.1/servers/\(id)", times: nil, .respond(status: 404)))
            }
            let states = await cloud.instances().instances(of: cloud.nodes, in: cloud.nodes)
            #expect(Self.code(states["node-1"]) == "no-witness")
        }
    }

    @Test("is not claimed because a list left a server out")
    func leftOut() async throws {
        try await NodeCloud.run { cloud in
            let id = cloud.sandbox.facts.serverIDs[0]
            let listed = cloud.sandbox.call("GET", "/compute/v2.1/servers/detail").body?["servers"]?.arrayValue ?? []
            let rest: CloudJSON = ["servers": .array(listed.filter { $0["id"]?.stringValue != id })]
            let answer = FaultRule.Action.respond(status: 200, body: rest.text)
            cloud.sandbox.inject(FaultRule("GET", "/compute/v2.1/servers/detail", times: nil, answer))
            let states = await cloud.instances().instances(of: cloud.nodes, in: cloud.nodes)
            let spelled = states["node-1"]?.instance?.spelledAddresses
            #expect(spelled == ["InternalIP 10.10.0.11", "InternalIP fd00:10:10::2"])
        }
    }

    @Test("is not claimed of an empty list", arguments: ["/compute/v2.1/servers/detail", "/networking/v2.0/ports"])
    func emptyList(path: String) async throws {
        try await NodeCloud.run { cloud in
            let body = path.contains("ports") ? #"{"ports": []}"# : #"{"servers": []}"#
            cloud.sandbox.inject(FaultRule("GET", path, times: nil, .respond(status: 200, body: body)))
            let states = await cloud.instances().instances(of: cloud.nodes, in: cloud.nodes)
            #expect(!states.values.map(Self.code).contains("absent"))
        }
    }

    @Test(
        "is not claimed in five minutes of a failing cloud, which is hardly asked meanwhile",
        arguments: ["compute", "networking"],
        [503, 429, 500]
    )
    func failing(service: String, status: Int) async throws {
        try await NodeCloud.run { cloud in
            let instances = cloud.instances()
            Self.delete(2, in: cloud)
            cloud.fail(service, with: .respond(status: status))
            for _ in 0..<60 {
                let states = await instances.instances(of: cloud.nodes, in: cloud.nodes)
                #expect(
                    states.count == 3
                        && states.values.allSatisfy { state in
                            if case .unknown = state { true } else { false }
                        }
                )
                cloud.wait(.seconds(5))
            }
            let looks = cloud.calls.count { $0 == (service == "compute" ? "GET servers/detail" : "GET ports") }
            #expect(looks <= 31 * 5)  // One look in ten seconds, with what the session retries.
            cloud.sandbox.clearFaults()
            cloud.wait()
            let states = await instances.instances(of: cloud.nodes, in: cloud.nodes)
            #expect(Self.code(states["node-2"]) == "absent" && Self.code(states["node-1"]) == "present")
        }
    }

    @Test("of many servers at once is proven for some at a time only")
    func many() async throws {
        try await NodeCloud.run(nodes: 30) { cloud in
            for node in 1...29 { Self.delete(node, in: cloud) }
            let states = await cloud.instances().instances(of: cloud.nodes, in: cloud.nodes)
            let codes = Dictionary(grouping: states.values.map(Self.code)) { $0 }.mapValues(\.count)
            #expect(codes == ["absent": 20, "many-missing": 9, "present": 1])
        }
    }
}

@Suite("Which server a Node is")
struct ServerMatchTests {
    @Test("without an id, the one that is called like it; two of them, or none, are no answer")
    func byName() async throws {
        try await NodeCloud.run { cloud in
            cloud.addServer("node-2")
            let nodes = ["node-1", "node-2", "node-9"].map { Node.fixture($0) }
            let states = await cloud.instances().instances(of: nodes, in: nodes)
            #expect(states["node-1"]?.instance?.providerID.value == "openstack:///\(cloud.sandbox.facts.serverIDs[0])")
            guard case .unknown(let duplicate) = states["node-2"], case .unknown(let none) = states["node-9"] else {
                Issue.record("\(states)")
                return
            }
            #expect(duplicate.code == "duplicate-name" && duplicate.message.contains("2 servers are called node-2"))
            #expect(none.code == "no-server")
        }
    }

    @Test("of another cloud or region is nobody's business")
    func foreign() async throws {
        try await NodeCloud.run { cloud in
            var nodes = [Node.fixture("aws"), Node.fixture("region"), Node.fixture("broken")]
            nodes[0].spec.providerID = "aws:///eu-1/i-0"
            nodes[1].spec.providerID = "openstack://RegionTwo/\(cloud.sandbox.facts.serverIDs[0])"
            nodes[2].spec.providerID = "openstack://x"
            let states = await cloud.instances().instances(of: nodes, in: nodes + cloud.nodes)
            guard case .foreign(let cloudReason) = states["aws"], case .foreign(let regionReason) = states["region"],
                case .unknown(let broken) = states["broken"]
            else {
                Issue.record("\(states)")
                return
            }
            #expect(
                [cloudReason, regionReason, broken].map(\.code) == [
                    "other-cloud", "other-region", "malformed-provider-id",
                ]
            )
        }
    }

    @Test("is looked up anew once for a Node that the last look did not know")
    func newNode() async throws {
        try await NodeCloud.run { cloud in
            let instances = cloud.instances()
            _ = await instances.instances(of: cloud.nodes, in: cloud.nodes)
            cloud.addServer("fresh")
            cloud.wait(.seconds(1))
            let fresh = Node.fixture("fresh")
            let unknown = Node.fixture("bare-metal")
            let states = await instances.instances(of: [fresh, unknown], in: cloud.nodes + [fresh, unknown])
            #expect(states["fresh"]?.instance?.addresses.count == 2)
            #expect(cloud.calls.count { $0 == "GET servers/detail" } == 2)
            for _ in 0..<5 {
                cloud.wait(.seconds(1))
                _ = await instances.instances(of: [unknown], in: cloud.nodes + [fresh, unknown])
            }
            #expect(cloud.calls.count { $0 == "GET servers/detail" } == 2)
        }
    }

    @Test("is looked at anew once for a Node that waits, if the last look saw it without addresses")
    func unfinishedServer() async throws {
        try await NodeCloud.run { cloud in
            let instances = cloud.instances()
            let (fresh, bare) = (Node.waiting("fresh"), Node.waiting("bare"))
            let (server, _) = (
                cloud.addServer("fresh", isConnected: false), cloud.addServer("bare", isConnected: false)
            )
            let cluster = cloud.nodes + [fresh, bare]
            _ = await instances.instances(of: cloud.nodes, in: cloud.nodes)
            cloud.connect(server)
            cloud.wait(.seconds(1))
            for _ in 0..<5 {
                let states = await instances.instances(of: [fresh, bare], in: cluster)
                #expect(states["fresh"]?.instance?.addresses.count == 2)
                #expect(states["bare"]?.instance?.notes.map(\.code) == ["no-port"])
                #expect(cloud.calls.count { $0 == "GET servers/detail" } == 2)
                cloud.wait(.seconds(1))
            }
        }
    }
}

extension Node {
    /// A Node that waits for its cloud provider.
    fileprivate static func waiting(_ name: String) -> Node {
        var node = Node.fixture(name)
        node.spec.taints = [Taint(key: uninitializedTaint, effect: "NoSchedule")]
        return node
    }
}
