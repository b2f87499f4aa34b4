import FoundationEssentials
import Testing

@testable import Kubernetes

/// One try against a server that holds one Lease.
struct Attempt: Sendable, CustomTestStringConvertible {
    enum Server: Sendable {
        case lease(Lease.Spec)
        case absent
        /// Every write fails with a conflict, because somebody else has written this.
        case stolen(Lease.Spec)
    }

    var time: Double
    /// What the server's Lease is changed to before the try.
    var server: Server?
    var result: LeaseElection.Result
    var requests: String
    var transitions: Int
    /// When we acquired the lease, if we did.
    var acquired: Double?

    var testDescription: String { "at \(time) s" }

    static func leads(
        at time: Double,
        _ requests: String,
        transitions: Int,
        since acquired: Double,
        _ server: Server? = nil
    ) -> Attempt {
        Attempt(
            time: time,
            server: server,
            result: .leads,
            requests: requests,
            transitions: transitions,
            acquired: acquired
        )
    }

    static func follows(at time: Double, _ requests: String = "GET", transitions: Int, _ server: Server? = nil)
        -> Attempt
    {
        Attempt(
            time: time,
            server: server,
            result: .follows(holder: "other"),
            requests: requests,
            transitions: transitions
        )
    }
}

/// What client-go does in the same situations.
enum LeaseScenarios {
    static func spec(_ holder: String, _ transitions: Int, duration: Int = 15, renewed: Double = 0.1) -> Lease.Spec {
        Lease.Spec(
            holderIdentity: holder,
            leaseDurationSeconds: duration,
            acquireTime: "2025-12-31T23:00:00.000000Z",
            renewTime: Timestamp.microseconds(TestClock.start.addingTimeInterval(renewed)),
            leaseTransitions: transitions
        )
    }

    static let all: [(String, [Attempt])] = [
        (
            "a fresh cluster",
            [
                .leads(at: 0, "GET POST", transitions: 0, since: 0, .absent),
                .leads(at: 2, "PUT", transitions: 0, since: 0),
                .leads(at: 16, "PUT", transitions: 0, since: 0),
                .leads(at: 40, "GET PUT", transitions: 0, since: 0),
            ]
        ),
        (
            "a dead holder's lease: only the time since it was first seen counts",
            [
                .follows(at: 0, transitions: 3, .lease(spec("other", 3))),
                .follows(at: 2, transitions: 3),
                .follows(at: 14.999, transitions: 3),
                .leads(at: 15, "GET PUT", transitions: 4, since: 15),
            ]
        ),
        (
            "a released lease is taken at once",
            [.leads(at: 0, "GET PUT", transitions: 8, since: 0, .lease(spec("", 7, duration: 1)))]
        ),
        (
            "the duration in the Lease counts, not ours",
            [
                .follows(at: 0, transitions: 1, .lease(spec("other", 1, duration: 60))),
                .follows(at: 20, transitions: 1),
                .leads(at: 60, "GET PUT", transitions: 2, since: 60),
            ]
        ),
        (
            "a lease that is ours already keeps its beginning",
            [.leads(at: 0, "GET PUT", transitions: 4, since: -3600, .lease(spec("me", 4)))]
        ),
        (
            "a lease that was stolen",
            [
                .leads(at: 0, "GET POST", transitions: 0, since: 0, .absent),
                .follows(at: 4, "PUT GET", transitions: 9, .stolen(spec("other", 9))),
            ]
        ),
        (
            "renewals within the same second are not seen",
            [
                .follows(at: 1, transitions: 3, .lease(spec("other", 3))),
                .leads(at: 16, "GET PUT", transitions: 4, since: 16, .lease(spec("other", 3, renewed: 0.9))),
            ]
        ),
        (
            "a holder that renews stays",
            [
                .follows(at: 0, transitions: 3, .lease(spec("other", 3))),
                .follows(at: 14, transitions: 3, .lease(spec("other", 3, renewed: 14))),
                .follows(at: 28, transitions: 3),
                .leads(at: 29, "GET PUT", transitions: 4, since: 29),
            ]
        ),
        (
            "our Lease was deleted: it is made again as it was",
            [
                .leads(at: 0, "GET PUT", transitions: 8, since: 0, .lease(spec("", 7))),
                .leads(at: 2, "PUT GET POST", transitions: 8, since: 0, .absent),
            ]
        ),
    ]
}
