import Kubernetes
import Planning
import Testing

@testable import CloudProvider

@Suite("The node controller", .timeLimit(.minutes(1)))
struct NodeControllerTests {
    static let addresses =
        #"api PATCH nodes/n1/status {"status":{"addresses":[{"address":"10.0.0.5","type":"InternalIP"},"#
        + #"{"address":"1.1.1.1","type":"ExternalIP"},{"$patch":"replace"}]}}"#
    static let synced = "event Normal Synced n1: Node synced successfully"

    @Test("a new Node gets addresses, then id and labels, and its wait is over")
    func fresh() async {
        let world = NodeWorld([.fresh()])
        await world.keepingNodes {
            await world.journal.wait(for: Self.synced)
            let edit =
                #"api PATCH nodes/n1 {"metadata":{"labels":{"beta.kubernetes.io/instance-type":"m1.large","#
                + #""failure-domain.beta.kubernetes.io/region":"RegionOne","failure-domain.beta.kubernetes.io/zone":"az1","#
                + #""node.kubernetes.io/instance-type":"m1.large","topology.kubernetes.io/region":"RegionOne","#
                + #""topology.kubernetes.io/zone":"az1"},"resourceVersion":"8"},"#
                + #""spec":{"providerID":"openstack:///i1","taints":null}}"#
            #expect(world.journal.calls == [Self.addresses, edit])
            let node = world.api["n1"]
            #expect(node?.metadata.labels == Node.machineLabels && node?.isUninitialized == false)
        }
    }

    @Test("a hundred Nodes that wait when it begins take one look, and two calls each")
    func hundred() async {
        let world = NodeWorld((1...100).map { .fresh("n\($0)") })
        await world.keepingNodes {
            await world.journal.wait { $0.count { $0.hasPrefix("event Normal Synced") } == 100 }
        }
        #expect(world.journal.looks.first == "cloud look at 100")
        #expect(world.journal.calls.count == 200)
        #expect((1...100).allSatisfy { world.api["n\($0)"]?.isUninitialized == false })
    }

    @Test("Nodes that come one after the other share a look")
    func burst() async {
        let world = NodeWorld([]) { $0.window = .milliseconds(250) }
        await world.keepingNodes {
            for number in 1...9 { world.api.apply(.fresh("n\(number)")) }
            await world.journal.wait(for: "news queued", times: 9)
            await world.time.pass(.milliseconds(250))
            await world.journal.wait { $0.contains { $0.hasPrefix("event Normal Synced") } }
        }
        #expect(world.journal.looks.count == 1)
    }

    @Test("somebody who is faster costs a look at the Node, and loses nothing")
    func conflict() async {
        let world = NodeWorld([.settled { $0.spec.taints = [Node.uninitialized] }])
        world.api.changeUnseen("n1") { $0.spec.taints.append(Taint(key: "a", effect: "NoSchedule")) }
        await world.keepingNodes {
            await world.time.pass(.milliseconds(75))
            await world.journal.wait(for: Self.synced)
            #expect(
                world.journal.calls == [
                    #"api PATCH nodes/n1 {"metadata":{"resourceVersion":"7"},"spec":{"taints":null}} -> 409"#,
                    "api GET nodes/n1",
                    #"api PATCH nodes/n1 {"metadata":{"resourceVersion":"8"},"#
                        + #""spec":{"taints":[{"effect":"NoSchedule","key":"a"}]}}"#,
                ]
            )
        }
    }

    @Test("a Node of the same name that is another one is left to a pass of its own")
    func replaced() async {
        let world = NodeWorld([.settled { $0.spec.taints = [Node.uninitialized] }])
        world.api.changeUnseen("n1") { $0.metadata.uid = "other" }
        await world.keepingNodes {
            await world.time.pass(.milliseconds(75))
            await world.journal.wait(for: "api GET nodes/n1")
            await world.journal.wait(for: "news n1 changed by 1")
            #expect(world.api["n1"]?.isUninitialized == true)
        }
    }

    @Test("a Node that can't be initialised is told once, and tried again until it can")
    func retried() async {
        let world = NodeWorld([.fresh()])
        world.cloud["n1"] = .unknown(Reason("no-server", "no server is called n1"))
        await world.keepingNodes {
            await world.time.pass(.milliseconds(5))
            await world.time.pass(.milliseconds(10))
            await world.journal.wait(for: "cloud look at n1", times: 3)
            #expect(world.journal.events == ["event Warning NotInitialized n1: no server is called n1"])
            #expect(world.journal.calls.isEmpty)
            world.cloud["n1"] = nil
            await world.time.pass(.milliseconds(20))
            await world.journal.wait(for: Self.synced)
        }
    }

    @Test("one Node's trouble delays no other")
    func independent() async {
        let world = NodeWorld([.fresh("n1"), .fresh("n2"), .fresh("n3")])
        world.cloud["n2"] = .unknown(Reason("duplicate-name", "2 servers are called n2"))
        world.cloud["n3"] = .present(.fixture { $0.addresses = [] })
        await world.keepingNodes {
            await world.journal.wait(for: "event Normal Synced n1: Node synced successfully")
            await world.journal.wait(for: "event Normal Synced n3: Node synced successfully")
            await world.journal.wait(for: "event Warning NotInitialized n2: 2 servers are called n2")
        }
    }

    @Test("what the API server refuses is tried again")
    func refused() async {
        let world = NodeWorld([.settled { $0.status.addresses = [] }])
        world.api.refuse { _ in 403 }
        await world.keepingNodes {
            await world.journal.wait(for: "news n1 failed forbidden")
            world.api.refuse { _ in nil }
            await world.time.pass(.milliseconds(5))
            await world.journal.wait(for: "news n1 changed by 1")
        }
    }

    @Test("machines that change are followed once in five minutes, of all Nodes in one look")
    func refresh() async {
        let world = NodeWorld((1...9).map { .settled("n\($0)") })
        await world.keepingNodes {
            await world.journal.wait { !$0.isEmpty }
            world.cloud["n1"] = .present(
                .fixture { $0.addresses.append(Derived(NodeAddress(type: .externalIP, address: "2.2.2.2"), from: "")) }
            )
            await world.time.pass(.seconds(300))
            await world.journal.wait(for: "news n1 changed by 1")
            #expect(world.api["n1"]?.status.addresses.map(\.address) == ["10.0.0.5", "1.1.1.1", "2.2.2.2"])
            #expect(world.journal.calls.count == 1)
        }
    }

    @Test("what matters of a Node is repaired at once; a heartbeat costs nothing")
    func changes() async {
        let world = NodeWorld([.settled("n1"), .settled("n2")])
        await world.keepingNodes {
            await world.journal.wait { $0.contains { $0.contains("n2") } }
            world.journal.clear()
            world.api.change("n2") { $0.status.conditions = [NodeCondition(type: "Ready", status: "False")] }
            world.api.change("n1") { $0.status.addresses = [] }
            await world.journal.wait(for: "news n1 changed by 1")
            #expect(!world.journal.looks.contains { $0.contains("n2") })
        }
    }

    @Test("a cloud that is down empties no Node, and is told of one")
    func outage() async {
        let world = NodeWorld((1...40).map { .settled("n\($0)") })
        world.cloud["*"] = .unknown(Reason("unreachable", "Nova gives no answer"))
        await world.keepingNodes {
            for look in 1...8 {
                // What is under way still would be looked at apart.
                await world.journal.wait(for: "news finished", times: look * 40)
                #expect(world.journal.count("cloud look at 40") == look)
                await world.time.pass(.seconds(300))
            }
        }
        #expect(world.journal.calls.isEmpty)
        #expect(
            world.journal.events.allSatisfy { $0.contains("InstanceInDoubt") && $0.contains("Nova gives no answer") }
        )
        #expect(world.journal.events.count == 2)
    }

    @Test("without leadership nothing is written")
    func gated() async {
        let world = NodeWorld([.fresh()])
        world.gate.close()
        await world.keepingNodes {
            await world.journal.wait(for: "cloud look at n1")
            await world.time.pass(.seconds(300))
            await world.journal.wait(for: "cloud look at n1", times: 2)
        }
        #expect(world.journal.calls.isEmpty && world.journal.events.isEmpty)
    }

    @Test("an observer tells each plan once")
    func observer() async {
        let world = NodeWorld([.fresh()]) { $0.observesOnly = true }
        await world.keepingNodes {
            await world.journal.wait(for: "news n1 planned 2")
            await world.time.pass(.seconds(300))
            await world.time.pass(.seconds(300))
            await world.journal.wait(for: "cloud look at n1", times: 3)
        }
        #expect(world.journal.calls.isEmpty && world.journal.count("news n1 planned 2") == 1)
    }

    @Test("Nodes that are kept to somebody else are not even looked up")
    func unmanaged() async {
        let world = NodeWorld([.fresh("n1") { $0.metadata.labels["example.com/unmanaged"] = "" }, .fresh("n2")])
        await world.keepingNodes {
            await world.journal.wait(for: "event Normal Synced n2: Node synced successfully")
        }
        #expect(!world.journal.looks.contains { $0.contains("n1") })
    }
}
