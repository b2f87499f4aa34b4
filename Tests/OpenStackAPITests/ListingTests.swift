import KeystoneAuth
import Testing

@testable import OpenStackAPI

@Suite("Listings")
struct ListingTests {
    @Test("a listing asks for the token's project and says how it is filtered")
    func query() async throws {
        let session = ScriptedSession(.json(#"{"listeners": []}"#))
        let listeners = try await session.list(Listener.list(.loadBalancer("lb1"), .tags(["a", "b"])))
        #expect(listeners.isEmpty)
        let call = try #require(await session.calls.first)
        #expect(
            call.summary == "GET /lbaas/listeners?loadbalancer_id=lb1&tags=a,b&project_id=p1&limit=1000"
        )
        #expect(call.operation == "loadbalancer_listener_list")
    }

    @Test("from a next link only the marker is taken, and every page repeats the filters")
    func markers() async throws {
        let link = #"[{"rel": "previous", "href": "http://h/?marker=x"}, {"rel": "next", "href": "%"}]"#
        let next = link.replacing("%", with: "http://other:9876/v2/lbaas/pools?limit=None&marker=po%201&project_id=p9")
        let session = ScriptedSession(
            .json(#"{"pools": [\#(pool("1"))], "pools_links": \#(next)}"#),
            .json(#"{"pools": [\#(pool("2"))]}"#)
        )
        let pools = try await session.list(Pool.list(.loadBalancer("lb1")))
        #expect(pools.map(\.id) == ["1", "2"])
        #expect(
            await session.queries == [
                "loadbalancer_id=lb1&project_id=p1&limit=1000",
                "loadbalancer_id=lb1&project_id=p1&limit=1000&marker=po 1",
            ]
        )
    }

    @Test("objects of other projects are dropped, whatever the token sees")
    func otherProjects() async throws {
        let session = ScriptedSession(.json(#"{"pools": [\#(pool("1", project: "p2")), \#(pool("2"))]}"#))
        #expect(try await session.list(Pool.list()).map(\.id) == ["2"])
    }

    @Test("an object that does not say whose it is fails the listing")
    func noOwner() async throws {
        let session = ScriptedSession(.json(#"{"pools": [\#(pool("1", project: nil))]}"#))
        let error = await failure { try await session.list(Pool.list()) }
        #expect(error?.code == .invalidResponse)
        #expect(error?.requestID == "req-1")
    }

    @Test("networks are listed without a project, since external ones belong to the operator")
    func externalNetworks() async throws {
        let session = ScriptedSession(
            .json(#"{"networks": [{"id": "n1", "name": "public", "project_id": "admin", "router:external": true}]}"#)
        )
        let networks = try await session.list(Network.list(.external))
        #expect(networks.map(\.isExternal) == [true])
        #expect(await session.queries == ["router:external=true&limit=1000"])
    }

    @Test("an error on a later page fails the whole listing")
    func errorOnLaterPage() async throws {
        let session = ScriptedSession(.json(page("1", next: "1")), .failure(OpenStackError(.server, "down")))
        let error = await failure { try await session.list(Pool.list()) }
        #expect(error?.code == .server)
    }

    @Test(
        "a marker that the service no longer knows starts the listing over",
        arguments: [
            OpenStackError.Code.badRequest, .notFound,
        ]
    )
    func markerGone(code: OpenStackError.Code) async throws {
        let session = ScriptedSession(
            .json(page("1", next: "1")),
            .failure(OpenStackError(code, "Invalid marker")),
            .json(page("2", next: "2")),
            .json(page("3", next: nil))
        )
        #expect(try await session.list(Pool.list()).map(\.id) == ["2", "3"])
    }

    @Test("a listing starts over at most twice")
    func boundedRestarts() async throws {
        let gone = ScriptedSession.Answer.failure(OpenStackError(.badRequest, "Invalid marker"))
        let first = ScriptedSession.Answer.json(page("1", next: "1"))
        let session = ScriptedSession(first, gone, first, gone, first, gone, first)
        let error = await failure { try await session.list(Pool.list()) }
        #expect(error?.code == .badRequest)
        #expect(await session.calls.count == 6)
    }

    @Test("a refused first page does not start over")
    func refusedFirstPage() async throws {
        let session = ScriptedSession(.failure(OpenStackError(.badRequest, "no")), .json(page("1", next: nil)))
        let error = await failure { try await session.list(Pool.list()) }
        #expect(error?.code == .badRequest)
        #expect(await session.calls.count == 1)
    }

    @Test("pages that repeat end the listing with an error, not a hang")
    func loopingPages() async throws {
        let session = ScriptedSession(.json(page("1", next: "1")), .json(page("1", next: "1")))
        let error = await failure { try await session.list(Pool.list()) }
        #expect(error?.code == .invalidResponse)
    }

    @Test(
        "an answer that can't be a page is an error, never an empty list",
        arguments: [
            "{}", #"{"pools": null}"#, "[]", "", "<html>",
            #"{"pools": [], "pools_links": [{"rel": "next", "href": "/x"}]}"#,
        ]
    )
    func noPage(body: String) async throws {
        let session = ScriptedSession(.json(body))
        let error = await failure { try await session.list(Pool.list()) }
        #expect(error?.code == .invalidResponse)
    }

    @Test("a filter without a value is refused: services ignore it and list everything")
    func emptyFilter() async throws {
        let session = ScriptedSession(.json(#"{"floatingips": []}"#))
        let error = await failure { try await session.list(FloatingIP.list(.port(""))) }
        #expect(error?.code == .badRequest)
        #expect(await session.calls.isEmpty)
    }

    @Test("stamps are listed by tag with only the fields that they need")
    func stamps() async throws {
        let session = ScriptedSession(
            .json(
                #"""
                {"loadbalancers": [{"id": "lb1", "project_id": "p1", "provisioning_status": "PENDING_UPDATE",
                                    "updated_at": "2026-01-02T03:04:05"}]}
                """#
            )
        )
        let stamp = try #require(try await session.list(LoadBalancerStamp.list(tag: "t")).first)
        #expect(stamp.provisioningStatus.isPending)
        #expect(stamp.updatedAt == "2026-01-02T03:04:05")
        #expect(
            await session.queries.first?.hasPrefix(
                "tags=t&fields=id&fields=project_id&fields=provisioning_status&fields=updated_at&project_id=p1"
            ) == true
        )
    }

    private func page(_ id: String, next: String?) -> String {
        let links = next.map {
            #", "pools_links": [{"rel": "next", "href": "http://h/v2.0/lbaas/pools?marker=\#($0)"}]"#
        }
        return #"{"pools": [\#(pool(id))]\#(links ?? "")}"#
    }

    private func pool(_ id: String, project: String? = "p1") -> String {
        #"""
        {"id": "\#(id)", "name": "", "project_id": \#(project.map { "\"\($0)\"" } ?? "null"), "protocol": "TCP",
         "lb_algorithm": "ROUND_ROBIN", "provisioning_status": "ACTIVE", "operating_status": "ONLINE"}
        """#
    }
}
