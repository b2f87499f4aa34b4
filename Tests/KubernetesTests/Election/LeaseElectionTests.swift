import FoundationEssentials
import Testing

@testable import Kubernetes

@Suite("Leader election")
struct LeaseElectionTests {
    @Test("as client-go decides", arguments: LeaseScenarios.all)
    func scenario(name: String, attempts: [Attempt]) {
        var election = LeaseElection(
            ObjectKey(namespace: "kube-system", name: "ccm"),
            identity: "me",
            leaseDuration: .seconds(15)
        )
        let server = LeaseServer()
        for attempt in attempts {
            if let change = attempt.server { server.become(change) }
            let outcome = server.run(&election, at: Self.moment(attempt.time))
            #expect(outcome == attempt.result, "\(name), \(attempt.time) s")
            #expect(server.requests.joined(separator: " ") == attempt.requests, "\(name), \(attempt.time) s")
            #expect(server.lease?.spec.holderIdentity == (attempt.result == .leads ? "me" : "other"))
            #expect(server.lease?.spec.leaseTransitions == attempt.transitions)
            if let acquired = attempt.acquired {
                #expect(server.lease?.spec.acquireTime == Timestamp.microseconds(Self.moment(acquired).date))
                #expect(server.lease?.spec.renewTime == Timestamp.microseconds(Self.moment(attempt.time).date))
            }
        }
    }

    @Test("an API server that fails everything ends the try after two requests")
    func outage() {
        var election = LeaseElection(ObjectKey(name: "l"), identity: "me", leaseDuration: .seconds(15))
        let server = LeaseServer()
        _ = server.run(&election, at: Self.moment(0))
        server.isDown = true
        #expect(server.run(&election, at: Self.moment(2)) == .failed)
        #expect(server.requests == ["PUT", "GET"])
    }

    @Test("numbers that somebody else wrote do no harm")
    func hugeNumbers() {
        var election = LeaseElection(ObjectKey(name: "l"), identity: "me", leaseDuration: .seconds(15))
        let server = LeaseServer()
        server.become(.lease(LeaseScenarios.spec("", Int.max)))
        #expect(server.run(&election, at: Self.moment(0)) == .leads)
        server.become(.lease(LeaseScenarios.spec("other", 1, duration: Int.max)))
        #expect(server.run(&election, at: Self.moment(100)) == .follows(holder: "other"))
    }

    @Test("what others put into the Lease's metadata and spec is kept")
    func keepsTheRest() throws {
        let text = #"""
            {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"l","namespace":"n","labels":{"a":"b"},
            "ownerReferences":[{"uid":"u"}],"resourceVersion":"7"},"spec":{"holderIdentity":"me","strategy":"OldestEmulationVersion"}}
            """#
        var lease = try JSON.decode(Lease.self, from: Array(text.utf8))
        lease.spec.renewTime = "t"
        var expected = try JSON.decode(JSONValue.self, from: Array(text.utf8))
        expected["spec"]?["renewTime"] = "t"
        #expect(try JSON.decode(JSONValue.self, from: JSON.encode(Addressed(object: lease))) == expected)
    }

    @Test("a new Lease says exactly what client-go's says")
    func creation() throws {
        var election = LeaseElection(
            ObjectKey(namespace: "kube-system", name: "cloud-controller-manager"),
            identity: "vm_d78a",
            leaseDuration: .seconds(15)
        )
        guard case .ask(.create(let lease)) = election.proceed(after: .read, .absent, at: Self.moment(8.919962)) else {
            Issue.record("no creation")
            return
        }
        let text = String(decoding: try JSON.encode(Addressed(object: lease)), as: UTF8.self)
        #expect(
            text == """
                {"apiVersion":"coordination.k8s.io/v1","kind":"Lease",\
                "metadata":{"name":"cloud-controller-manager","namespace":"kube-system"},\
                "spec":{"acquireTime":"2026-01-01T00:00:08.919962Z","holderIdentity":"vm_d78a","leaseDurationSeconds":15,\
                "leaseTransitions":0,"renewTime":"2026-01-01T00:00:08.919962Z"}}
                """
        )
    }

    private static func moment(_ seconds: Double) -> LeaseElection.Moment {
        LeaseElection.Moment(
            uptime: .milliseconds(seconds * 1000),
            date: TestClock.start.addingTimeInterval(seconds)
        )
    }
}

/// An API server with one Lease.
private final class LeaseServer {
    var lease: Lease?
    var isDown = false
    private var rejectsWrites = false
    private(set) var requests: [String] = []

    func become(_ change: Attempt.Server) {
        rejectsWrites = false
        switch change {
        case .absent: lease = nil
        case .lease(let spec): lease = Lease(metadata: ObjectMeta(name: "l"), spec: spec)
        case .stolen(let spec):
            lease = Lease(metadata: ObjectMeta(name: "l"), spec: spec)
            rejectsWrites = true
        }
    }

    func run(_ election: inout LeaseElection, at now: LeaseElection.Moment) -> LeaseElection.Result {
        requests = []
        var request = election.begin(at: now)
        while true {
            switch election.proceed(after: request, answer(request), at: now) {
            case .ask(let next): request = next
            case .end(let result): return result
            }
        }
    }

    private func answer(_ request: LeaseElection.Request) -> LeaseElection.Answer {
        switch request {
        case .read:
            requests.append("GET")
            return isDown ? .failed : lease.map(LeaseElection.Answer.lease) ?? .absent
        case .create(let new):
            requests.append("POST")
            return write(new, isAllowed: lease == nil)
        case .update(let new):
            requests.append("PUT")
            return write(new, isAllowed: lease != nil)
        }
    }

    private func write(_ new: Lease, isAllowed: Bool) -> LeaseElection.Answer {
        guard isAllowed, !isDown, !rejectsWrites else { return .failed }
        lease = new
        return .lease(new)
    }
}
