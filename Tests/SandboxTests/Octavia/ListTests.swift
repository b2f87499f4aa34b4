import OrderedCollections
import Testing

@testable import Sandbox

@Suite("Octavia lists")
struct ListTests {
    @Test("pages follow each other by links that have lost the filters")
    func pages() throws {
        var cloud = TestCloud()
        cloud.octavia.settings.pageSize = 2
        for number in 1...5 { _ = cloud.makeLoadBalancer(["name": .string("lb\(number)"), "tags": ["ours"]]) }
        var names: [String?] = []
        var path = "/v2.0/lbaas/loadbalancers?tags=ours&fields=id&fields=name"
        var pages = 0
        while true {
            let page = try #require(cloud.sendRaw("GET", path, [], as: TestCloud.member).json)
            names += (page["loadbalancers"]?.arrayValue ?? []).map { $0["name"]?.stringValue }
            pages += 1
            let links = page["loadbalancers_links"]?.arrayValue ?? []
            guard let next = links.first(where: { $0["rel"] == "next" })?["href"]?.stringValue else { break }
            #expect(!next.contains("tags") && !next.contains("fields"))
            path = next.replacing("http://cloud/load-balancer", with: "")
        }
        #expect(names == ["lb1", "lb2", "lb3", "lb4", "lb5"])
        #expect(pages == 3)
    }

    @Test("a full last page has a link to an empty one, which has none")
    func fullLastPage() throws {
        var cloud = TestCloud()
        let id = cloud.makeLoadBalancer()
        let full = try #require(cloud.send("GET", "loadbalancers?limit=1").json)
        #expect(
            full["loadbalancers_links"] == [
                [
                    "rel": "next",
                    "href": .string("http://cloud/load-balancer/v2.0/lbaas/loadbalancers?limit=1&marker=\(id)"),
                ]
            ]
        )
        let empty = try #require(cloud.send("GET", "loadbalancers?limit=1&marker=\(id)").json)
        #expect(empty == ["loadbalancers": [], "loadbalancers_links": []])
    }

    @Test("users see their project, administrators and global observers all projects")
    func projects() {
        var cloud = TestCloud()
        _ = cloud.makeLoadBalancer(["name": "web"])
        let theirs: JSONValue = [
            "loadbalancer": ["name": "web", "vip_subnet_id": .string(TestNetwork.strangersSubnetID)]
        ]
        #expect(cloud.send("POST", "loadbalancers", theirs, as: TestCloud.stranger).status == 201)
        let globalObserver = Caller(userID: "g", projectID: "x", roles: ["load-balancer_global_observer"])
        let expected = [
            (TestCloud.member, 1), (TestCloud.stranger, 1), (TestCloud.observer, 1), (TestCloud.admin, 2),
            (globalObserver, 2),
        ]
        for (caller, count) in expected {
            let list = cloud.send("GET", "loadbalancers?name=web", as: caller).json?["loadbalancers"]
            #expect(list?.arrayValue?.count == count, "\(caller.userID)")
        }
        #expect(cloud.send("GET", "loadbalancers", as: TestCloud.nobody).status == 403)
        #expect(cloud.send("GET", "loadbalancers?project_id=other").status == 403)
        let own = cloud.send("GET", "loadbalancers?project_id=k8s", as: TestCloud.admin).json?["loadbalancers"]
        #expect(own?.arrayValue?.count == 1)
    }

    @Test("5,000 load balancers come in the order of their creation")
    func manyLoadBalancers() throws {
        var cloud = TestCloud()
        let ids = (1...5000).map { _ in
            let loadBalancer = LoadBalancer(attributes: cloud.octavia.newborn(project: "k8s", at: cloud.now))
            cloud.octavia.insert(loadBalancer)
            return loadBalancer.id
        }
        var seen: [String?] = []
        var marker = ""
        while true {
            let page = try #require(cloud.send("GET", "loadbalancers?limit=500\(marker)&fields=id").json)
            let found = page["loadbalancers"]?.arrayValue ?? []
            if found.isEmpty { break }
            seen += found.map { $0["id"]?.stringValue }
            marker = "&marker=\(found.last?["id"]?.stringValue ?? "")"
        }
        #expect(seen == ids)
    }
}
