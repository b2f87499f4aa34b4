import CloudProvider
import KeystoneAuth
import Kubernetes
import Planning
import Sandbox
import Testing

@testable import OpenStackNodes

@Suite("Instances")
struct InstanceTests {
    @Test("are derived from two lists, which serve everybody for ten seconds")
    func oneLook() async throws {
        try await NodeCloud.run(nodes: 5) { cloud in
            let instances = cloud.instances()
            await withTaskGroup { tasks in
                for node in cloud.nodes {
                    tasks.addTask { _ = await instances.instances(of: [node], in: cloud.nodes) }
                }
            }
            let states = await instances.instances(of: cloud.nodes, in: cloud.nodes)
            #expect(cloud.calls.sorted() == ["GET ports", "GET servers/detail"])
            #expect(states.count == 5 && states.values.allSatisfy { $0.instance != nil })
            cloud.wait()
            _ = await instances.instances(of: cloud.nodes, in: cloud.nodes)
            #expect(cloud.calls.count == 4)
        }
    }

    @Test("tell a Node everything that it should show, and how it was found")
    func facts() async throws {
        try await NodeCloud.run { cloud in
            let node = cloud.nodes[0]
            let state = await cloud.instances(isRegional: true).instances(of: [node], in: cloud.nodes)["node-1"]
            let instance = try #require(state?.instance)
            #expect(instance.providerID.value == "openstack://RegionOne/\(cloud.sandbox.facts.serverIDs[0])")
            #expect(instance.spelledAddresses == ["InternalIP 10.10.0.11", "InternalIP fd00:10:10::2"])
            #expect(instance.addresses[0].origin.hasPrefix("fixed IP of port "))
            #expect(instance.instanceType == Derived("m1.tiny", from: "flavor name"))
            #expect(instance.zone == Derived("nova", from: "availability zone"))
            #expect(instance.region?.value == "RegionOne")
            #expect(!instance.isShutDown && instance.notes.isEmpty)
        }
    }

    @Test("follow a server that gains a floating IP, stops and starts")
    func life() async throws {
        try await NodeCloud.run { cloud in
            let instances = cloud.instances()
            func look() async -> Instance? {
                cloud.wait()
                return await instances.instances(of: [cloud.nodes[0]], in: cloud.nodes)["node-1"]?.instance
            }
            let before = await look()
            #expect(before?.addresses.count == 2)
            let floating: CloudJSON = [
                "floating_network_id": .string(cloud.sandbox.facts.floatingNetworkID),
                "port_id": cloud.port(of: 1)["id"] ?? nil,
                "fixed_ip_address": "10.10.0.11",
            ]
            #expect(cloud.sandbox.call("POST", "/networking/v2.0/floatingips", ["floatingip": floating]).status == 201)
            let reachable = await look()
            #expect(reachable?.spelledAddresses.last == "ExternalIP 203.0.113.10")
            let action = "/compute/v2.1/servers/\(cloud.sandbox.facts.serverIDs[0])/action"
            #expect(cloud.sandbox.call("POST", action, ["os-stop": nil]).status == 202)
            let stopped = await look()
            #expect(stopped?.isShutDown == true && stopped?.addresses.count == 3)
            #expect(cloud.sandbox.call("POST", action, ["os-start": nil]).status == 202)
            let started = await look()
            #expect(started?.isShutDown == false)
        }
    }

    @Test("carry the addresses of a trunk's subports")
    func trunk() async throws {
        try await NodeCloud.run { cloud in
            let sandbox = cloud.sandbox
            let network = sandbox.call("POST", "/networking/v2.0/networks", ["network": ["name": "vlan-b"]])
            let networkID = network.body?["network"]?["id"] ?? nil
            let subnet: CloudJSON = ["network_id": networkID, "ip_version": 4, "cidr": "10.9.0.0/24"]
            sandbox.call("POST", "/networking/v2.0/subnets", ["subnet": subnet])
            let port = sandbox.call("POST", "/networking/v2.0/ports", ["port": ["network_id": networkID]])
            let subport: CloudJSON = [
                "port_id": port.body?["port"]?["id"] ?? nil, "segmentation_type": "vlan", "segmentation_id": 7,
            ]
            let trunk: CloudJSON = ["port_id": cloud.port(of: 1)["id"] ?? nil, "sub_ports": [subport]]
            #expect(sandbox.call("POST", "/networking/v2.0/trunks", ["trunk": trunk]).status == 201)
            let states = await cloud.instances().instances(of: cloud.nodes, in: cloud.nodes)
            #expect(states["node-1"]?.instance?.spelledAddresses.last == "InternalIP 10.9.0.2")
            #expect(states["node-2"]?.instance?.addresses.count == 2)
        }
    }

    @Test("come page by page, whole")
    func pages() async throws {
        var settings = SandboxSettings()
        settings.pageSize = 2
        try await NodeCloud.run(nodes: 5, settings: settings) { cloud in
            let states = await cloud.instances().instances(of: cloud.nodes, in: cloud.nodes)
            #expect(states.values.count { $0.instance != nil } == 5)
            #expect(cloud.calls.count { $0 == "GET servers/detail" } == 3)
        }
    }

    @Test("of a hundred Nodes that join at once cost one more look, however they are asked for", arguments: 1...20)
    func manyNewNodes(attempt _: Int) async throws {
        try await NodeCloud.run { cloud in
            let instances = cloud.instances()
            _ = await instances.instances(of: cloud.nodes, in: cloud.nodes)
            let names = (1...100).map { "new-\($0)" }
            for name in names { cloud.addServer(name) }
            cloud.wait(.seconds(1))
            let fresh = names.map { Node.fixture($0) }
            let cluster = cloud.nodes + fresh
            let found = await withTaskGroup(of: Bool.self) { tasks in
                for node in fresh {
                    tasks.addTask {
                        await instances.instances(of: [node], in: cluster)[node.metadata.name]?.instance != nil
                    }
                }
                return await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(found == 100)
            #expect(cloud.calls.count { $0 == "GET servers/detail" } == 2)
        }
    }

    @Test("of a Nova before microversion 2.47 have their type from the flavors, which are listed once")
    func oldNova() async throws {
        var settings = SandboxSettings()
        settings.novaMinorVersion = 38
        try await NodeCloud.run(settings: settings) { cloud in
            let instances = cloud.instances()
            for _ in 0..<3 {
                let states = await instances.instances(of: cloud.nodes, in: cloud.nodes)
                #expect(states["node-1"]?.instance?.instanceType?.value == "m1.tiny")
                cloud.wait()
            }
            #expect(cloud.calls.count { $0 == "GET flavors" } == 1)
            #expect(cloud.calls.count { $0 == "GET servers/detail" } == 4)  // one was refused: 406
        }
    }

    @Test("two Nodes whose servers have one address are both told")
    func sharedAddress() async throws {
        try await NodeCloud.run(nodes: 2) { cloud in
            let sandbox = cloud.sandbox
            let network = sandbox.call("POST", "/networking/v2.0/networks", ["network": ["name": "twin"]])
            let networkID = network.body?["network"]?["id"] ?? nil
            let subnet: CloudJSON = ["network_id": networkID, "ip_version": 4, "cidr": "10.10.0.0/16"]
            sandbox.call("POST", "/networking/v2.0/subnets", ["subnet": subnet])
            let port: CloudJSON = [
                "network_id": networkID, "fixed_ips": [["ip_address": "10.10.0.11"]],
                "device_id": .string(sandbox.facts.serverIDs[1]),
            ]
            #expect(sandbox.call("POST", "/networking/v2.0/ports", ["port": port]).status == 201)
            let states = await cloud.instances().instances(of: cloud.nodes, in: cloud.nodes)
            #expect(
                states.values.compactMap { $0.instance?.notes.map(\.code) }
                    == Array(repeating: ["shared-address"], count: 2)
            )
        }
    }
}
