import Kubernetes
import Planning
import Testing

@testable import CloudProvider
@testable import Kubernetes

@Suite("Service controller", .timeLimit(.minutes(1)))
struct ServiceControllerTests {
    @Test("a Service that was deleted while the controller was down is cleaned up")
    func deletedWhileDown() async {
        let world = World()
        world.cloud.place(["n1"], for: "s")
        world.begin(with: .served("s", ServiceFlowTests.goes))
        await world.run { await world.journal.wait(for: "news s done") }
        #expect(world.api["s"] == nil)
        #expect(world.cloud.members.isEmpty)
    }

    @Test("a Service can be switched away and back")
    func switchedAwayAndBack() async {
        let world = World()
        world.begin(with: .fixture())
        await world.run {
            await world.journal.wait(for: "news s done")
            world.api.change("s") { $0.spec.type = .nodePort }
            await world.journal.wait(for: "news s done", times: 2)
            #expect(world.cloud.members.isEmpty)
            #expect(world.api["s"]?.metadata.finalizers == [])
            #expect(world.api["s"]?.status.loadBalancer.ingress == [])
            world.api.change("s") { $0.spec.type = .loadBalancer }
            await world.journal.wait(for: "news s done", times: 3)
        }
        #expect(world.cloud.members == ["s": ["n1"]])
        #expect(world.api["s"]?.metadata.finalizers == [ServiceRules.finalizer])
        #expect(world.api["s"]?.status.loadBalancer.ingress.first?.ip == "203.0.113.10")
    }

    @Test("a Service that vanishes with our finalizer on it is an orphan, and nothing is deleted")
    func orphan() async {
        let world = World()
        world.begin(with: .served())
        await world.run {
            await world.journal.wait(for: "news s done")
            world.api.vanish("s")
            await world.journal.wait(for: "news orphan s")
        }
        #expect(world.cloud.members == ["s": ["n1"]])
    }

    @Test("a Service that goes and was robbed of our finalizer is an orphan, too, and is not served again")
    func robbed() async {
        let world = World()
        world.begin(with: .served { $0.metadata.finalizers.append("x/y") })
        await world.run {
            await world.journal.wait(for: "news s done")
            world.journal.clear()
            world.api.change("s") { service in
                service.metadata.finalizers = ["x/y"]
                ServiceFlowTests.goes(&service)
            }
            world.api.vanish("s")
            await world.journal.wait(for: "news orphan s")
            #expect(world.journal.steps == [])
        }
    }

    @Test("another Service of the same name is served, and the first one's load balancer is an orphan")
    func otherUID() async {
        let world = World()
        world.begin(with: .served())
        await world.run {
            await world.journal.wait(for: "news s done")
            world.api.change("s") { service in
                service = .fixture { $0.metadata.uid = "s2" }
            }
            await world.journal.wait(for: "news s done", times: 2)
        }
        #expect(world.journal.count("news orphan s") == 1)
        #expect(world.cloud.members == ["s": ["n1"], "s2": ["n1"]])
        #expect(world.api["s"]?.metadata.finalizers == [ServiceRules.finalizer])
    }

    @Test("a Service that fails comes back later and later; the others go on")
    func backoff() async {
        let world = World()
        world.cloud.react { service, _, _ in if service.metadata.name == "bad" { throw Boom() } }
        world.begin(with: .fixture("bad"), .fixture("good"))
        await world.run {
            await world.journal.wait(for: "news good done")
            for seconds in [5, 10, 20, 40, 80, 160, 300, 300] {
                let times = seconds == 300 ? world.journal.count("news bad failed boom retry 300.0 seconds") + 1 : 1
                await world.journal.wait(for: "news bad failed boom retry \(seconds).0 seconds", times: times)
                await world.time.pass(.seconds(seconds))
            }
        }
        #expect(world.journal.count("news good done") == 1)
    }

    @Test("a wait that the cloud asks for does not count as a failure")
    func retryAfter() async {
        let world = World()
        world.begin(with: .fixture())
        world.cloud.react { _, _, _ in throw Boom(retryAfter: .seconds(3)) }
        await world.run {
            for times in 1...3 {
                await world.journal.wait(for: "news s failed boom retry 3.0 seconds", times: times)
                if times == 3 { world.cloud.react { _, _, _ in throw Boom() } }
                await world.time.pass(.seconds(3))
            }
            await world.journal.wait(for: "news s failed boom retry 5.0 seconds")
        }
    }

    @Test("our own writes wake nobody: a cleanup that fails keeps its backoff")
    func ownWrites() async {
        let world = World()
        world.begin(with: .served { $0.spec.type = .clusterIP })
        world.cloud.react { _, _, _ in throw Boom() }
        await world.run {
            await world.journal.wait(for: "news s failed boom retry 5.0 seconds")
            await world.time.pass(.seconds(5))
            await world.journal.wait(for: "news s failed boom retry 10.0 seconds")
        }
        #expect(world.journal.count("cloud delete s") == 2)
        #expect(world.journal.count("api s condition=False") == 1)
    }

    @Test("load balancers that settle for ever delay no other", arguments: [true, false])
    func slowOnes(tells: Bool) async {
        let world = World { $0.concurrentSyncs = 2 }
        let barrier = Barrier()
        world.cloud.react { service, _, report in
            guard service.metadata.name.hasPrefix("slow") else { return }
            if tells { report(.settling(.seconds(1))) }
            await barrier.pass()
        }
        world.begin(with: .fixture("slow1"), .fixture("slow2"))
        await world.run {
            await world.journal.wait(for: #"cloud ensure slow1 ["n1"]"#)
            await world.journal.wait(for: #"cloud ensure slow2 ["n1"]"#)
            world.api.apply(.fixture("quick"))
            if !tells { await world.time.pass(.seconds(7)) }
            await world.journal.wait(for: "news quick done")
            #expect(world.journal.count("news slow1 done") == 0)
            barrier.open()
        }
    }

    @Test("a user's change goes before what was there at the start")
    func startupPriority() async {
        let world = World { $0.concurrentSyncs = 1 }
        let barrier = Barrier()
        world.begin(with: .served("first"))
        world.cloud.react { service, _, _ in if service.metadata.name == "first" { await barrier.pass() } }
        await world.run {
            await world.journal.wait(for: #"cloud ensure first ["n1"]"#)
            for number in 1...5 { world.api.apply(.served("old\(number)")) }
            world.api.apply(.fixture("new"))
            await world.controller.queued(6)
            barrier.open()
            await world.journal.wait(for: "news old5 done")
        }
        let order = world.journal.steps.filter { $0.hasPrefix("cloud") }.map { $0.split(separator: " ")[2] }
        #expect(order[1] == "new")
    }

    @Test("every hour a Service is looked at; only a repair is told")
    func resync() async {
        let world = World()
        world.begin(with: .served())
        world.cloud.place(["n1"], for: "s")
        await world.run {
            await world.journal.wait(for: "news s done")
            world.journal.clear()
            await world.time.pass(.seconds(3600))
            await world.journal.wait(for: "news s done")
            #expect(world.journal.steps == [#"cloud ensure s ["n1"]"#])
            world.cloud.place(nil, for: "s")
            await world.time.pass(.seconds(3600))
            await world.journal.wait(for: "news s done", times: 2)
            #expect(world.journal.steps.last == "event Normal DriftRepaired")
        }
    }

    @Test("while a Service is paused nothing changes but its deletion")
    func paused() async {
        let world = World { $0.isPaused = { $0.metadata.annotations["paused"] == "true" } }
        world.begin(with: .served { $0.metadata.annotations["paused"] = "true" })
        world.cloud.place(["n1"], for: "s")
        await world.run {
            await world.journal.wait(for: "news s paused")
            world.api.change("s") { $0.spec.ports[0].nodePort = 30999 }
            await world.journal.wait(for: "news s paused", times: 2)
            #expect(world.journal.steps == ["event Normal LoadBalancerPaused"])
            world.api.delete("s")
            await world.journal.wait(for: "news s done")
        }
        #expect(world.cloud.members.isEmpty)
    }

    @Test("observing publishes plans, each once, and writes nothing")
    func observing() async {
        let world = World { $0.observesOnly = true }
        world.begin(with: .fixture("s"), .served("gone", ServiceFlowTests.goes))
        world.cloud.place(["n1"], for: "gone")
        await world.run {
            await world.journal.wait(for: "news s planned")
            await world.journal.wait(for: "news gone planned")
            world.api.change("s") { $0.metadata.annotations["b"] = "2" }
            await world.journal.wait(for: "news s planned", times: 2)
        }
        #expect(world.journal.count("news s published") == 1)
        #expect(world.journal.count("event Normal LoadBalancerPlanned") == 2)
        #expect(!world.journal.lines.contains { $0.hasPrefix("api") || $0.hasPrefix("cloud ensure") })
        #expect(world.cloud.members == ["gone": ["n1"]])
    }

    @Test("what the API server adds to a status is not written over again")
    func serverDefaults() async {
        let world = World()
        let stored = LoadBalancerIngress(ip: "203.0.113.10", ipMode: .vip)
        world.begin(with: .served { $0.status.loadBalancer.ingress = [stored] })
        await world.run { await world.journal.wait(for: "news s done") }
        #expect(!world.journal.lines.contains { $0.hasPrefix("api") })
    }

    @Test("what is probably not as its author meant it is an event on the Service, once until it changes")
    func warnings() async {
        let world = World()
        world.cloud.warn("annotation x/timeuot is not known", "annotation x/y is not known")
        world.begin(with: .fixture())
        await world.run {
            await world.journal.wait(for: "news s done")
            world.cloud.warn("annotation x/y is not known", "annotation x/z is not known")
            world.api.change("s") { $0.spec.ports[0].nodePort = 30999 }
            await world.journal.wait(for: "news s done", times: 2)
        }
        let told = world.journal.lines.filter { $0.contains("LoadBalancerWarning") }
        #expect(
            told == ["timeuot", "y", "z"].map { "event Warning LoadBalancerWarning: annotation x/\($0) is not known" }
        )
    }

    @Test("a watch that lags behind our own writes does not make us write again")
    func laggingWatch() async {
        let world = World()
        world.begin(with: .fixture())
        world.api.watch(false)
        await world.run {
            await world.journal.wait(for: "news s done")
            await world.time.pass(.seconds(3600))
            await world.journal.wait(for: "news s done", times: 2)
        }
        #expect(world.journal.lines.filter { $0.hasPrefix("api") } == ["api s +finalizer", ServiceFlowTests.published])
    }
}

extension ServiceController {
    /// Returns when so many keys wait for their pass.
    func queued(_ count: Int) async {
        while await queue.count < count { await Task.yield() }
    }
}
