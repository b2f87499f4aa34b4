import OrderedCollections
import Testing

@testable import Sandbox

@Suite("Services of the sandbox's Kubernetes")
struct ServiceAPITests {
    private var cluster = TestCluster()

    @Test("a new Service is filled in as the real server does")
    mutating func defaults() throws {
        var service = TestCluster.service()
        service["status"] = ["loadBalancer": ["ingress": [["ip": "203.0.113.9"]]]]
        let made = try #require(cluster.send("POST", TestCluster.services, service).json)
        let port = try #require(made.list("spec", "ports").first?["nodePort"]?.intValue)
        #expect(ServiceAllocation.nodePorts.contains(port))
        let expected: JSONValue = [
            "type": "LoadBalancer",
            "ports": [["port": 80, "protocol": "TCP", "targetPort": 80, "nodePort": .int(port)]],
            "sessionAffinity": "None", "externalTrafficPolicy": "Cluster", "internalTrafficPolicy": "Cluster",
            "allocateLoadBalancerNodePorts": true, "clusterIP": "10.96.0.2", "clusterIPs": ["10.96.0.2"],
            "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack",
        ]
        let fields = made["spec"]?.objectValue?.keys.sorted() ?? []
        #expect(fields == expected.objectValue?.keys.sorted())
        for field in fields { #expect(made["spec", field] == expected[field]) }
        #expect(made["status"] == ["loadBalancer": [:]])
        #expect(made["metadata", "creationTimestamp"] == "2026-01-01T00:00:00Z")
        #expect(made["metadata", "generation"] == nil)
    }

    @Test("Services get the families that they ask for")
    mutating func families() {
        let dual = cluster.send(
            "POST",
            TestCluster.services,
            TestCluster.service("a", ["ipFamilyPolicy": "PreferDualStack"])
        )
        #expect(dual.json?["spec", "clusterIPs"] == ["10.96.0.2", "fd00:10:96::1"])
        let v6 = cluster.send("POST", TestCluster.services, TestCluster.service("b", ["ipFamilies": ["IPv6"]]))
        #expect(v6.json?["spec", "clusterIP"] == "fd00:10:96::2")
        let headless: JSONValue = ["type": "ClusterIP", "clusterIP": "None", "selector": ["app": "x"]]
        let none = cluster.send("POST", TestCluster.services, TestCluster.service("c", headless))
        #expect(none.json?["spec", "clusterIPs"] == ["None"] && none.json?["spec", "ipFamilies"] == ["IPv4"])
    }

    @Test(
        "what the real server refuses is refused in its words",
        arguments: [
            (["ports": nil], "spec.ports: Required value"),
            (
                ["ports": [["port": 70_000, "targetPort": 80]]],
                "spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive"
            ),
            (
                ["ports": [["port": 80, "protocol": "HTTP"]]],
                "spec.ports[0].protocol: Unsupported value: \"HTTP\": supported values: \"SCTP\", \"TCP\", \"UDP\""
            ),
            (
                ["ports": [["port": 80, "nodePort": 80]]],
                "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767"
            ),
            (
                ["ports": [["port": 80, "name": "a"], ["port": 81]]], "spec.ports[1].name: Required value"
            ),
            (
                ["type": "Balancer"],
                "spec.type: Unsupported value: \"Balancer\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\""
            ),
            (
                ["loadBalancerSourceRanges": ["10.0.0.1"]],
                "spec.LoadBalancerSourceRanges[0]: Invalid value: \"10.0.0.1\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"
            ),
            (
                ["loadBalancerSourceRanges": ["10.0.0.1/8"]],
                "spec.LoadBalancerSourceRanges[0]: Invalid value: \"10.0.0.1/8\": must not have bits set beyond the prefix length"
            ),
            (
                ["loadBalancerSourceRanges": ["010.0.0.0/8"]],
                "spec.LoadBalancerSourceRanges[0]: Invalid value: \"010.0.0.0/8\": must not have leading 0s in IP or prefix length"
            ),
            (
                ["type": "ClusterIP", "loadBalancerSourceRanges": ["10.0.0.0/8"]],
                "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'"
            ),
            (
                ["externalIPs": ["127.0.0.1"]],
                "spec.externalIPs[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)"
            ),
            (
                ["ipFamilies": ["IPv4", "IPv6"]],
                "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified"
            ),
            (
                ["selector": ["a": "c d"]],
                "spec.selector: Invalid value: \"c d\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
            ),
            (
                ["trafficDistribution": "x"],
                "spec.trafficDistribution: Unsupported value: \"x\": supported values: \"PreferClose\", \"PreferSameNode\", \"PreferSameZone\""
            ),
            (
                ["type": "ClusterIP", "loadBalancerClass": "x/y"],
                "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"
            ),
            (
                ["healthCheckNodePort": 30100],
                "spec.healthCheckNodePort: Invalid value: 30100: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
            ),
        ] as [(JSONValue, String)]
    )
    mutating func refusals(spec: JSONValue, problem: String) {
        let answer = cluster.send("POST", TestCluster.services, TestCluster.service("web", spec))
        #expect(answer.outcome == "422 Invalid: Service \"web\" is invalid: \(problem)")
        let cause = answer.json?["details", "causes"]?.arrayValue?.first
        #expect(problem == "\(cause?["field"]?.stringValue ?? ""): \(cause?["message"]?.stringValue ?? "")")
    }

    @Test(
        "a Service's name is an RFC 1123 label",
        arguments: [
            ("1web", nil), ("web.x", "must not contain dots"),
            ("Web", "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"),
            (String(repeating: "a", count: 64), "must be no more than 63 characters"),
        ] as [(String, String?)]
    )
    mutating func names(name: String, problem: String?) {
        let answer = cluster.send("POST", TestCluster.services, TestCluster.service(name))
        let start = problem.map {
            "422 Invalid: Service \"\(name)\" is invalid: metadata.name: Invalid value: \"\(name)\": \($0)"
        }
        #expect(answer.outcome.hasPrefix(start ?? "201"))
    }

    @Test("source ranges may have blanks around them")
    mutating func blanks() {
        let spec: JSONValue = ["loadBalancerSourceRanges": [" 10.0.0.0/8 "]]
        let made = cluster.send("POST", TestCluster.services, TestCluster.service("web", spec))
        #expect(made.json?["spec", "loadBalancerSourceRanges"] == [" 10.0.0.0/8 "])
    }

    @Test("the port of the nodes' health checks stays as long as there is one")
    mutating func healthCheckNodePort() {
        cluster.send("POST", TestCluster.services, TestCluster.service("web", ["externalTrafficPolicy": "Local"]))
        let answer = cluster.patch("\(TestCluster.services)/web", ["spec": ["healthCheckNodePort": 30999]])
        #expect(
            answer.outcome
                == "422 Invalid: Service \"web\" is invalid: spec.healthCheckNodePort: Forbidden: field is immutable"
        )
    }

    @Test("all problems are told at once, names among them")
    mutating func allProblems() {
        let answer = cluster.send("POST", TestCluster.services, TestCluster.service("web_", ["ports": [["port": 0]]]))
        #expect(answer.json?["details", "causes"]?.arrayValue?.count == 3)
        #expect(
            answer.json?["message"]?.stringValue?.hasPrefix("Service \"web_\" is invalid: [metadata.name: ") == true
        )
    }

    @Test("a node port has one holder, who gives it back")
    mutating func nodePorts() {
        let spec: JSONValue = ["ports": [["port": 80, "nodePort": 30080]]]
        cluster.send("POST", TestCluster.services, TestCluster.service("a", spec))
        let second = cluster.send("POST", TestCluster.services, TestCluster.service("b", spec))
        #expect(
            second.outcome.hasSuffix("spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated")
        )
        cluster.patch("\(TestCluster.services)/a", ["spec": ["type": "ClusterIP"]])
        #expect(cluster.send("POST", TestCluster.services, TestCluster.service("b", spec)).status == 201)
        cluster.send("DELETE", "\(TestCluster.services)/b")
        #expect(cluster.send("POST", TestCluster.services, TestCluster.service("c", spec)).status == 201)
    }

    @Test("a type switched away drops node ports, policies and the published address, and back brings new ones")
    mutating func typeSwitch() throws {
        let path = "\(TestCluster.services)/web"
        cluster.send("POST", TestCluster.services, TestCluster.service("web", ["externalTrafficPolicy": "Local"]))
        cluster.patch("\(path)/status", ["status": ["loadBalancer": ["ingress": [["ip": "203.0.113.9"]]]]])
        let away = try #require(cluster.patch(path, ["spec": ["type": "ClusterIP"]]).json)
        for field in ["externalTrafficPolicy", "healthCheckNodePort", "allocateLoadBalancerNodePorts"] {
            #expect(away["spec", field] == nil)
        }
        #expect(away.list("spec", "ports").first?["nodePort"] == nil)
        #expect(away["spec", "clusterIP"] == "10.96.0.2" && away["status"] == ["loadBalancer": [:]])
        let back = try #require(cluster.patch(path, ["spec": ["type": "LoadBalancer"]]).json)
        #expect(back.list("spec", "ports").first?["nodePort"] != nil)
        let name = try #require(cluster.patch(path, ["spec": ["type": "ExternalName", "externalName": "a.b"]]).json)
        #expect(name["spec", "clusterIP"] == nil && name["spec", "ipFamilies"] == nil)
    }

    @Test(
        "what is immutable stays",
        arguments: [
            (
                ["clusterIP": "10.96.0.9", "clusterIPs": ["10.96.0.9"]],
                "spec.clusterIPs[0]: Invalid value: [\"10.96.0.9\"]: may not change once set"
            ),
            (
                ["clusterIP": "10.96.0.9"],
                "spec.clusterIPs[0]: Invalid value: [\"10.96.0.9\"]: may not change once set"
            ),
            (
                ["loadBalancerClass": "other/y"],
                "spec.loadBalancerClass: Invalid value: \"other/y\": may not change once set"
            ),
            (["loadBalancerClass": nil], "spec.loadBalancerClass: Invalid value: null: may not change once set"),
        ] as [(JSONValue, String)]
    )
    mutating func immutable(change: JSONValue, problem: String) {
        cluster.send("POST", TestCluster.services, TestCluster.service("web", ["loadBalancerClass": "x/y"]))
        let answer = cluster.patch("\(TestCluster.services)/web", ["spec": change], "merge-patch+json")
        #expect(answer.outcome == "422 Invalid: Service \"web\" is invalid: \(problem)")
    }

    @Test("a PUT that names no ports and addresses keeps those that it has")
    mutating func carriedOver() throws {
        let made = try #require(cluster.send("POST", TestCluster.services, TestCluster.service()).json)
        var service = TestCluster.service()
        service["metadata", "labels"] = ["a": "b"]
        let changed = try #require(cluster.send("PUT", "\(TestCluster.services)/web", service).json)
        #expect(
            changed["spec", "ports"] == made["spec", "ports"]
                && changed["spec", "clusterIP"] == made["spec", "clusterIP"]
        )
        #expect(changed["metadata", "uid"] == made["metadata", "uid"])
    }

    @Test("a published address gets its mode, and only load balancers have one")
    mutating func status() {
        cluster.send("POST", TestCluster.services, TestCluster.service())
        let path = "\(TestCluster.services)/web/status"
        let good = cluster.patch(path, ["status": ["loadBalancer": ["ingress": [["ip": "203.0.113.9"]]]]])
        #expect(good.json?["status", "loadBalancer", "ingress"] == [["ip": "203.0.113.9", "ipMode": "VIP"]])
        let bad = cluster.patch(path, ["status": ["loadBalancer": ["ingress": [["hostname": "a_b"]]]]])
        #expect(bad.status == 422)
        let other = cluster.patch(
            "\(TestCluster.services)/kubernetes/status",
            ["status": ["loadBalancer": ["ingress": [["ip": "203.0.113.9"]]]]]
        )
        #expect(
            other.outcome.hasSuffix(
                "status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is LoadBalancer"
            )
        )
    }
}
