import FoundationEssentials
import KeystoneAuth
import Testing

@testable import OpenStackAPI

@Suite("Settling")
struct SettlementTests {
    @Test("a load balancer that nobody changed is settled as soon as it is seen ACTIVE")
    func untouched() throws {
        var settlement = Settlement(of: "lb1")
        #expect(try name(settlement.judge(sighting("PENDING_CREATE", "1"), age: .zero)) == "pending")
        #expect(try name(settlement.judge(sighting("ACTIVE", "1"), age: .zero)) == "settled")
    }

    @Test("just after a mutation ACTIVE counts only if something was seen to move")
    func afterMutation() throws {
        let looks: [(String, [(status: String, stamp: String, seconds: Int)], String)] = [
            ("too early", [("ACTIVE", "1", 1)], "pending"),
            ("was pending", [("PENDING_UPDATE", "1", 1), ("ACTIVE", "1", 2)], "settled"),
            ("stamp moved", [("ACTIVE", "2", 1)], "settled"),
            ("three seconds passed", [("ACTIVE", "1", 3)], "settled"),
            ("still pending after long", [("PENDING_UPDATE", "2", 60)], "pending"),
            ("failed", [("PENDING_UPDATE", "1", 1), ("ERROR", "2", 2)], "failed"),
            ("failed at once", [("ERROR", "1", 1)], "failed"),
            ("an unknown status", [("DREAMING", "2", 9)], "pending"),
        ]
        for (situation, sightings, expected) in looks {
            var settlement = Settlement(after: try settled(stamp: "1"))
            var last = ""
            for seen in sightings {
                last = try name(
                    settlement.judge(sighting(seen.status, seen.stamp), age: .seconds(seen.seconds))
                )
            }
            #expect(last == expected, "\(situation)")
        }
    }

    @Test("a mutation's answer comes with what must be seen before the next one")
    func send() async throws {
        let session = ScriptedSession(.json("{}"))
        let pending = try await session.send(Member.batchUpdate(of: "p", []), to: settled(stamp: "7"))
        #expect(pending.settlement == Settlement(after: try settled(stamp: "7")))
        #expect(pending.settlement != Settlement(of: "lb1"))
    }

    @Test("a look finds nothing where there is nothing, or only a deleted load balancer")
    func look() async throws {
        let gone = ScriptedSession(.failure(OpenStackError(.notFound, "gone")))
        #expect(try await gone.look(at: "lb1") == nil)
        let deleted = ScriptedSession(
            .json(#"{"loadbalancer": {"id": "lb1", "project_id": "p1", "provisioning_status": "DELETED"}}"#)
        )
        #expect(try await deleted.look(at: "lb1") == nil)
        #expect(
            await deleted.calls.map(\.summary) == [
                "GET /lbaas/loadbalancers/lb1?fields=id&fields=project_id&fields=provisioning_status&fields=updated_at"
            ]
        )
    }

    private func name(_ verdict: consuming Settlement.Verdict) -> String {
        switch consume verdict {
        case .settled: "settled"
        case .pending: "pending"
        case .failed: "failed"
        }
    }
}

/// What a look at `lb1` finds.
func sighting(_ status: String, _ stamp: String) throws -> LoadBalancerStamp {
    let json = #"{"id": "lb1", "project_id": "p1", "provisioning_status": "\#(status)", "updated_at": "\#(stamp)"}"#
    return try JSONDecoder().decode(LoadBalancerStamp.self, from: Data(json.utf8))
}

/// The proof that `lb1` is settled.
func settled(stamp: String = "1") throws -> Settled { Settled(try sighting("ACTIVE", stamp)) }
