import Kubernetes
import Testing

@testable import CloudProvider

@Suite("What the cloud is told of the occasion", .timeLimit(.minutes(1)))
struct OccasionTests {
    /// The occasions of the first passes of a Service, a change of it, and a resync.
    private func occasions(of service: Service) async -> [PassOccasion] {
        let world = World { $0.resyncInterval = .seconds(3600) }
        world.begin(with: service)
        await world.run {
            await world.journal.wait(for: "news s done")
            world.api.change("s") { $0.spec.ports[0].nodePort = 30999 }
            await world.journal.wait(for: "news s done", times: 2)
            await world.time.pass(.seconds(3600))
            await world.journal.wait(for: "news s done", times: 3)
        }
        return world.cloud.occasions
    }

    @Test("a Service with neither finalizer nor address is new once")
    func first() async {
        #expect(await occasions(of: .fixture()) == [.first, .change, .resync])
    }

    @Test("with a finalizer or an address there may be something already")
    func known() async {
        let finalized = Service.fixture { $0.metadata.finalizers = [ServiceRules.finalizer] }
        let published = Service.fixture { $0.status.loadBalancer.ingress = [LoadBalancerIngress(ip: "203.0.113.10")] }
        for service in [finalized, published] {
            #expect(await occasions(of: service) == [.change, .change, .resync])
        }
    }

    @Test("a Service is not new any more when its first pass failed")
    func failed() async {
        let world = World()
        world.begin(with: .fixture())
        world.cloud.react { _, _, _ in throw Boom() }
        await world.run {
            await world.journal.wait(for: "news s failed boom retry 5.0 seconds")
            world.cloud.react { _, _, _ in }
            await world.time.pass(.seconds(5))
            await world.journal.wait(for: "news s done")
        }
        #expect(world.cloud.occasions == [.first, .change])
    }
}
