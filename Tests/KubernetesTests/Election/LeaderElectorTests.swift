import CurlTransport
import Synchronization
import Testing

@testable import Kubernetes

@Suite("Leading", .timeLimit(.minutes(1)))
struct LeaderElectorTests {
    private let clock = TestClock()
    private let server = LeaseAPI()
    private let key = ObjectKey(namespace: "kube-system", name: "ccm")

    private func elector(_ identity: String = "me", _ news: NewsList = NewsList()) -> LeaderElector {
        LeaderElector(
            key,
            identity: identity,
            client: server.transport.client(clock),
            clock: clock.clock,
            report: { news.add($0) }
        )
    }

    @Test("a leader leads at once on an empty cluster, renews every 2 s, and releases when asked to")
    func leads() async throws {
        let (elector, done) = (elector(), Doorbell())
        let ticket = done.ticket
        let leading = Task {
            try await elector.run {
                await done.wait(after: ticket)
                return .release
            }
        }
        await server.transport.request(3)
        await clock.pass(.seconds(2))
        await server.transport.request(4)
        #expect(elector.leadership.isHeld)
        await clock.sleeper(.seconds(2))
        #expect(elector.leadership.remaining == .seconds(10))
        done.ring()
        try await leading.value
        #expect(!elector.leadership.isHeld)
        let path = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases"
        #expect(
            server.transport.lines == [
                "GET \(path)/ccm?timeout=5s", "POST \(path)?timeout=5s", "PUT \(path)/ccm?timeout=5s",
                "PUT \(path)/ccm?timeout=5s", "GET \(path)/ccm?timeout=5s", "PUT \(path)/ccm?timeout=5s",
            ]
        )
        let spec = server.lease?.spec
        #expect(spec?.holderIdentity == "")
        #expect(spec?.leaseDurationSeconds == 1)
        #expect(spec?.leaseTransitions == 0)
    }

    @Test("a lease with an open change is kept")
    func keeps() async throws {
        let news = NewsList()
        try await elector("me", news).run { .keep }
        #expect(server.lease?.spec.holderIdentity == "me")
        #expect(news.all.contains(.became))
        #expect(!news.all.contains(.released))
    }

    @Test("a release that meets the last renewal is done again")
    func releaseConflict() async throws {
        let news = NewsList()
        let elector = elector("me", news)
        let server = server
        try await elector.run {
            // Both the renewal that begins with leading and the first release may be refused.
            server.refusals = 1
            return .release
        }
        #expect(news.all.contains(.released))
        #expect(server.lease?.spec.holderIdentity == "")
    }

    @Test("a leader that can't renew stops changing after 10 s and throws at 12 s, 3 s before others may lead")
    func loses() async throws {
        let news = NewsList()
        let elector = elector("me", news)
        let leading = Task {
            try await elector.run {
                await Doorbell().wait(after: 0)
                return .keep
            }
        }
        await server.transport.request(3)
        await clock.sleeper(.seconds(2))
        server.isDown = true
        // The last renewal was at 0; tries at 2, 4, 6, 8, 10 s fail.
        for time in [2, 4, 6, 8] {
            await clock.pass(.seconds(2))
            await news.failures(time / 2)
            #expect(elector.leadership.isHeld)
        }
        await clock.pass(.seconds(2))
        await news.failures(5)
        #expect(!elector.leadership.isHeld)
        await clock.pass(.seconds(2))
        await #expect(throws: LeaderElector.LeadershipLost.self) { try await leading.value }
        #expect(clock.time == .seconds(12))
        #expect(news.all.last == .stopped)
    }

    @Test("a candidate waits a lease's length after the last renewal it saw, then leads")
    func candidate() async throws {
        let spec = Lease.Spec(holderIdentity: "other", leaseDurationSeconds: 15, renewTime: "t", leaseTransitions: 3)
        server.lease = Lease(metadata: ObjectMeta(name: "ccm"), spec: spec)
        let news = NewsList()
        let elector = elector("me", news)
        async let end: Void = elector.run { .keep }
        for _ in 0..<8 { await clock.pass(.seconds(2)) }
        try await end
        #expect(clock.time == .seconds(16))
        #expect(server.lease?.spec.leaseTransitions == 4)
        #expect(news.all.first == .follows(holder: "other"))
    }

    @Test("cancelling ends everything without a release")
    func cancelled() async throws {
        let elector = elector()
        let leading = Task {
            try await elector.run {
                await Doorbell().wait(after: 0)
                try Task.checkCancellation()
                return .release
            }
        }
        await server.transport.request(3)
        leading.cancel()
        await #expect(throws: CancellationError.self) { try await leading.value }
        #expect(server.lease?.spec.holderIdentity == "me")
    }

    @Test("without an election changes are always allowed")
    func permanent() {
        #expect(Leadership.permanent(clock: clock.clock).isHeld)
        #expect(!Leadership(clock: clock.clock).isHeld)
    }
}

/// What an elector told.
final class NewsList: Sendable {
    private let list = Mutex<[LeaderElector.News]>([])
    private let bell = Doorbell()

    var all: [LeaderElector.News] { list.withLock { $0 } }

    func add(_ news: LeaderElector.News) {
        list.withLock { $0.append(news) }
        bell.ring()
    }

    /// Returns when so many tries have failed.
    func failures(_ count: Int) async {
        while true {
            let ticket = bell.ticket
            let failures = all.count { if case .failed = $0 { true } else { false } }
            if failures >= count { return }
            await bell.wait(after: ticket)
        }
    }
}

/// An API server with one Lease.
final class LeaseAPI: Sendable {
    private final class Memory: Sendable {
        let lease = Mutex<Lease?>(nil)
        let isDown = Mutex(false)
        /// How many writes from now on conflict.
        let refusals = Mutex(0)

        func answer(_ request: HTTPRequest) -> ScriptedTransport.Reply {
            if isDown.withLock(\.self) { return .failure(.connect) }
            if request.method == .put,
                refusals.withLock({
                    $0 -= 1; return $0 >= 0
                })
            {
                return .status(409)
            }
            return lease.withLock { lease in
                if let body = request.body { lease = try? JSON.decode(Lease.self, from: body) }
                guard let lease, let text = try? JSON.encode(lease) else { return .status(404, reason: "NotFound") }
                return .json(String(decoding: text, as: UTF8.self))
            }
        }
    }

    private let memory = Memory()
    let transport: ScriptedTransport

    init() {
        transport = ScriptedTransport { [memory] request, _ in memory.answer(request) }
    }

    var lease: Lease? {
        get { memory.lease.withLock(\.self) }
        set { memory.lease.withLock { $0 = newValue } }
    }

    var refusals: Int {
        get { memory.refusals.withLock(\.self) }
        set { memory.refusals.withLock { $0 = newValue } }
    }

    var isDown: Bool {
        get { memory.isDown.withLock(\.self) }
        set { memory.isDown.withLock { $0 = newValue } }
    }
}
