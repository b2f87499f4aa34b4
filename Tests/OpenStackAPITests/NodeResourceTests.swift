import FoundationEssentials
import KeystoneAuth
import OpenStackAPI
import Testing

@Suite("Servers, ports and routers")
struct NodeResourceTests {
    private static let server = #"{"id": "s", "name": "n", "tenant_id": "p1", "status": "ACTIVE""#

    @Test("servers are listed with their details, at the microversion that is asked for")
    func servers() async throws {
        let session = ScriptedSession(.json(#"{"servers": [\#(Self.server), "flavor": {"original_name": "m1"}}]}"#))
        var listing = Server.listDetails()
        listing.microversion = Server.flavorNameMicroversion
        let servers = try await session.list(listing)
        #expect(servers.map(\.flavor.originalName) == ["m1"] && servers.map(\.status) == [.active])
        let call = try #require(await session.calls.first)
        #expect(call.summary == "GET /servers/detail?project_id=p1&limit=1000")
        #expect(call.microversion == "2.47" && call.operation == "server_list")
    }

    @Test("a server may leave out all but who it is, and be in a state that we do not know")
    func sparseServer() throws {
        let json = #"{"id": "s", "name": "n", "tenant_id": "p1", "status": "DREAMING", "flavor": {}}"#
        let server = try JSONDecoder().decode(Server.self, from: Data(json.utf8))
        #expect(server.addresses.isEmpty && server.metadata.isEmpty && server.availabilityZone == nil)
        #expect(server.status.rawValue == "DREAMING" && server.flavor.id == nil)
    }

    @Test("ports are asked for what is read of them, and no more")
    func compactPorts() async throws {
        let port = #"{"id": "a", "project_id": "p1", "network_id": "n", "revision_number": 4}"#
        let session = ScriptedSession(.json(#"{"ports": [\#(port)]}"#))
        let ports = try await session.list(Port.listCompactly(.device("s")))
        #expect(ports.map(\.revision) == [4] && ports[0].fixedIPs.isEmpty && ports[0].trunk == nil)
        let query = try #require(await session.queries.first)
        #expect(query.hasPrefix("device_id=s&fields=id&fields=name"))
        for field in ["project_id", "network_id", "trunk_details", "allowed_address_pairs"] {
            #expect(query.contains("&fields=\(field)"))
        }
    }

    @Test("a change to a router or a port names the revision that it was made from")
    func revisions() async throws {
        let routes = [ExtraRoute(destination: "10.244.0.0/24", nextHop: "10.0.0.5")]
        var update = Port.Update()
        update.allowedAddressPairs = [AllowedAddressPair(address: "10.244.0.0/24")]
        let router = #"{"router": {"id": "r", "project_id": "p1"}}"#
        let port = #"{"port": {"id": "a", "project_id": "p1", "network_id": "n"}}"#
        let session = ScriptedSession(.json(router), .json(port), .json(router), .json(router))
        _ = try await session.send(Router.replaceRoutes("r", with: routes, ifRevision: 7))
        _ = try await session.send(Port.update("a", update, ifRevision: nil))
        _ = try await session.send(Router.addRoutes("r", routes))
        _ = try await session.send(Router.removeRoutes("r", routes))
        let body = #"{"router":{"routes":[{"destination":"10.244.0.0/24","nexthop":"10.0.0.5"}]}}"#
        let calls = await session.calls
        #expect(
            calls.map(\.summary) == [
                "PUT /routers/r", "PUT /ports/a", "PUT /routers/r/add_extraroutes", "PUT /routers/r/remove_extraroutes",
            ]
        )
        #expect(calls.map(\.ifMatch) == ["revision_number=7", nil, nil, nil])
        #expect(
            calls.map(\.text) == [
                body, #"{"port":{"allowed_address_pairs":[{"ip_address":"10.244.0.0/24"}]}}"#, body, body,
            ]
        )
    }
}
