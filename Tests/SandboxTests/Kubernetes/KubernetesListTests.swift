import Testing

@testable import Sandbox

@Suite("Lists of the sandbox's Kubernetes")
struct KubernetesListTests {
    private var cluster = TestCluster()

    init() {
        for (name, label) in [("a", "x"), ("b", "y"), ("c", "x")] {
            var service = TestCluster.service(name)
            service["metadata", "labels"] = ["app": .string(label)]
            cluster.send("POST", TestCluster.services, service)
        }
        cluster.send(
            "POST",
            "/api/v1/namespaces/kube-system/services",
            TestCluster.service("dns", ["type": "ClusterIP"])
        )
    }

    private func names(_ answer: SandboxResponse) -> [String] {
        (answer.json?["items"]?.arrayValue ?? []).compactMap { $0["metadata", "name"]?.stringValue }
    }

    @Test(
        "selectors choose",
        arguments: [
            ("", ["a", "b", "c", "kubernetes", "dns"]), ("labelSelector=app", ["a", "b", "c"]),
            ("labelSelector=app=x", ["a", "c"]), ("labelSelector=app==x", ["a", "c"]),
            ("labelSelector=app!=x", ["b", "kubernetes", "dns"]), ("labelSelector=!app", ["kubernetes", "dns"]),
            ("labelSelector=app in (y, z)", ["b"]), ("labelSelector=app notin (x),app", ["b"]),
            ("fieldSelector=metadata.name=b", ["b"]), ("fieldSelector=spec.type!=LoadBalancer", ["kubernetes", "dns"]),
            ("fieldSelector=metadata.namespace=kube-system", ["dns"]),
            ("fieldSelector=spec.type=LoadBalancer&labelSelector=app=y", ["b"]),
        ]
    )
    mutating func selectors(query: String, expected: [String]) {
        let target = "/api/v1/services?" + query.replacing(" ", with: "%20")
        #expect(names(cluster.send("GET", target)) == expected)
    }

    @Test(
        "what selects nothing sensible is refused",
        arguments: [
            "labelSelector=a%20b", "labelSelector=a%20of%20(b)", "fieldSelector=spec.color=red", "fieldSelector=x",
            "resourceVersion=x", "continue=x", "limit=x", "labelSelector=a%3D%3D%3Db",
        ]
    )
    mutating func badQueries(query: String) {
        #expect(cluster.send("GET", "/api/v1/services?\(query)").outcome.hasPrefix("400 BadRequest: "))
    }

    @Test("Nodes are found by whether they are cordoned")
    mutating func cordoned() {
        cluster.send("POST", "/api/v1/nodes", ["metadata": ["name": "n1"], "spec": ["unschedulable": true]])
        cluster.send("POST", "/api/v1/nodes", ["metadata": ["name": "n2"]])
        #expect(names(cluster.send("GET", "/api/v1/nodes?fieldSelector=spec.unschedulable=true")) == ["n1"])
        #expect(names(cluster.send("GET", "/api/v1/nodes?fieldSelector=spec.unschedulable=false")) == ["n2"])
    }

    @Test("items do without kind, the list has the revision of the cluster")
    mutating func form() {
        let list = cluster.send("GET", TestCluster.services).json
        #expect(list?["kind"] == "ServiceList" && list?["apiVersion"] == "v1")
        #expect(list?["items"]?.arrayValue?.first?["kind"] == nil)
        #expect(list?["metadata", "resourceVersion"] == .string(String(cluster.world.state.store.revision)))
    }

    @Test("pages show the objects as they were at the first one")
    mutating func paging() throws {
        let first = cluster.send("GET", "\(TestCluster.services)?limit=2")
        let token = try #require(first.json?["metadata", "continue"]?.stringValue)
        #expect(names(first) == ["a", "b"] && first.json?["metadata", "remainingItemCount"] == 2)
        cluster.send("DELETE", "\(TestCluster.services)/c")
        cluster.send("POST", TestCluster.services, TestCluster.service("d"))
        let second = cluster.send("GET", "\(TestCluster.services)?limit=2&continue=\(PercentEncoding.encode(token))")
        #expect(names(second) == ["c", "kubernetes"] && second.json?["metadata", "continue"] == nil)
        #expect(second.json?["metadata", "resourceVersion"] == first.json?["metadata", "resourceVersion"])
        cluster.world.state.store.compact()
        let late = cluster.send("GET", "\(TestCluster.services)?limit=2&continue=\(PercentEncoding.encode(token))")
        #expect(late.outcome.hasPrefix("410 Expired: The provided continue parameter is too old"))
    }

    @Test("what is yet to come cannot be listed")
    mutating func future() {
        let answer = cluster.send("GET", "\(TestCluster.services)?resourceVersion=999")
        #expect(answer.outcome.hasPrefix("504 Timeout: Too large resource version: 999, current: "))
        #expect(cluster.send("GET", "\(TestCluster.services)?resourceVersion=0").status == 200)
    }

    @Test("kubectl gets tables")
    mutating func tables() throws {
        cluster.patch(
            "\(TestCluster.services)/a/status",
            ["status": ["loadBalancer": ["ingress": [["ip": "203.0.113.9"], ["hostname": "lb.example"]]]]]
        )
        cluster.now = cluster.now + .seconds(200)
        let request = cluster.request(
            "GET",
            TestCluster.services,
            nil,
            headers: [("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")]
        )
        let table = cluster.world.answer(request, now: cluster.now).json
        #expect(table?["kind"] == "Table")
        let titles = table?["columnDefinitions"]?.arrayValue?.map { $0["name"]?.stringValue ?? "" }
        #expect(titles == ["Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age", "Selector"])
        let rows = table?["rows"]?.arrayValue?.map { $0["cells"]?.arrayValue?.map(\.plainText) ?? [] } ?? []
        let port = cluster.send("GET", "\(TestCluster.services)/a").json?.list("spec", "ports").first?["nodePort"]?
            .intValue
        #expect(
            rows.first == [
                "a", "LoadBalancer", "10.96.0.2", "203.0.113.9,lb.example", "80:\(port ?? 0)/TCP", "3m20s", "<none>",
            ]
        )
        #expect(rows.dropFirst().first?[3] == "<pending>" && rows.last?[4] == "443/TCP")
    }

    @Test(
        "ages read as kubectl's",
        arguments: [
            (119, "119s"), (120, "2m"), (599, "9m59s"), (3600, "60m"), (11_100, "3h5m"), (172_800, "2d"),
            (700_000, "8d"),
        ]
    )
    func ages(seconds: Int, expected: String) {
        let start = Instant(seconds: 1_767_225_600)
        #expect(Age.text(since: "2026-01-01T00:00:00Z", now: start + .seconds(seconds)) == expected)
    }

    @Test(
        "clients find out what is served",
        arguments: ["/api", "/apis", "/api/v1", "/apis/coordination.k8s.io", "/openapi/v3"]
    )
    mutating func discovery(path: String) { #expect(cluster.send("GET", path).status == 200) }

    @Test("every kind that is served is announced, with its verbs")
    mutating func announced() {
        for resource in APIResource.all {
            let entries = cluster.send("GET", resource.root).json?["resources"]?.arrayValue ?? []
            let entry = entries.first { $0["name"] == .string(resource.name) }
            #expect(entry?["verbs"] == .strings(resource.verbs) && entry?["kind"] == .string(resource.kind))
        }
        let document = cluster.send("GET", "/openapi/v3/api/v1").json
        let operation = document?["paths"]?["/api/v1/namespaces/{namespace}/services/{name}"]?["patch"]
        #expect(operation?["parameters"]?.arrayValue?.contains { $0["name"] == "fieldValidation" } == true)
    }
}
