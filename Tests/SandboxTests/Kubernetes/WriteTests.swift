import Testing

@testable import Sandbox

@Suite("Writes to the sandbox's Kubernetes")
struct WriteTests {
    private static let web = "\(TestCluster.services)/web"
    private var cluster = TestCluster()

    init() { cluster.send("POST", TestCluster.services, TestCluster.service()) }

    @Test("who writes with an old resourceVersion is told so, with the one read or with none may write")
    mutating func locking() throws {
        let read = try #require(cluster.send("GET", Self.web).json)
        cluster.patch(Self.web, ["metadata": ["labels": ["a": "1"]]])
        let late = cluster.send("PUT", Self.web, read)
        #expect(
            late.outcome
                == "409 Conflict: Operation cannot be fulfilled on services \"web\": the object has been modified; please apply "
                + "your changes to the latest version and try again"
        )
        #expect(late.json?["details"] == ["name": "web", "kind": "services"])
        let old = read["metadata", "resourceVersion"] ?? nil
        #expect(cluster.patch(Self.web, ["metadata": ["resourceVersion": old]]).status == 409)
        var unconditional = read
        unconditional["metadata", "resourceVersion"] = nil
        #expect(cluster.send("PUT", Self.web, unconditional).status == 200)
    }

    @Test("a write that changes nothing writes nothing")
    mutating func noChange() {
        let before = cluster.world.state.store.revision
        #expect(cluster.patch(Self.web, ["metadata": ["labels": nil]]).status == 200)
        #expect(cluster.world.state.store.revision == before)
        cluster.patch(Self.web, ["metadata": ["labels": ["a": "1"]]])
        #expect(cluster.world.state.store.revision == before + 1)
    }

    @Test("a finalizer holds a deleted object until it goes")
    mutating func finalizers() throws {
        let finalizer: JSONValue = "service.kubernetes.io/load-balancer-cleanup"
        cluster.patch("\(Self.web)/status", ["metadata": ["finalizers": [finalizer]]])
        cluster.now = cluster.now + .seconds(5)
        let marked = try #require(cluster.send("DELETE", Self.web).json)
        #expect(marked["metadata", "deletionTimestamp"] == "2026-01-01T00:00:05Z")
        let version = marked["metadata", "resourceVersion"]
        #expect(cluster.send("DELETE", Self.web).json?["metadata", "resourceVersion"] == version)
        let added = cluster.patch(Self.web, ["metadata": ["finalizers": ["x/y"]]])
        #expect(added.outcome.contains("no new finalizers can be added if the object is being deleted"))
        #expect(cluster.patch(Self.web, ["metadata": ["finalizers": nil]]).status == 200)
        #expect(cluster.send("GET", Self.web).outcome == "404 NotFound: services \"web\" not found")
        let invented = cluster.patch("\(TestCluster.services)/kubernetes", ["metadata": ["finalizers": ["mine"]]])
        #expect(invented.outcome.hasSuffix("name is neither a standard finalizer name nor is it fully qualified"))
    }

    @Test("spec and status are written apart, metadata with both")
    mutating func status() throws {
        let both: JSONValue = [
            "metadata": ["labels": ["a": "1"]], "spec": ["sessionAffinity": "ClientIP"],
            "status": ["conditions": [["type": "Ready", "status": "True"]]],
        ]
        let viaStatus = try #require(cluster.patch("\(Self.web)/status", both).json)
        #expect(viaStatus["spec", "sessionAffinity"] == "None" && viaStatus.list("status", "conditions").count == 1)
        #expect(viaStatus["metadata", "labels"] == ["a": "1"])
        let viaSpec = try #require(
            cluster.patch(Self.web, ["spec": ["sessionAffinity": "ClientIP"], "status": nil]).json
        )
        #expect(viaSpec["spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds"] == 10_800)
        #expect(viaSpec.list("status", "conditions").count == 1)
    }

    @Test(
        "a Lease takes times of six digits, and no others",
        arguments: [
            ("2026-01-01T00:00:00.123456Z", nil),
            ("2026-01-01T00:00:00Z", "\"Z\" as \".000000\""),
            ("2026-01-01T00:00:00.123Z", "\".123Z\" as \".000000\""),
            ("2026-01-01T00:00:00.1234567Z", "\"7Z\" as \"Z07:00\""), ("soon", "\"soon\" as \"2006\""),
        ] as [(String, String?)]
    )
    mutating func microTime(text: String, problem: String?) {
        let answer = cluster.send("POST", TestCluster.leases, TestCluster.lease(text))
        guard let problem else {
            #expect(answer.json?["spec", "renewTime"] == .string(text))
            return
        }
        #expect(
            answer.outcome.hasPrefix(
                "400 BadRequest: Lease in version \"v1\" cannot be handled as a Lease: parsing time"
            )
        )
        #expect(answer.outcome.hasSuffix("cannot parse \(problem)"))
        cluster.send("POST", TestCluster.leases, TestCluster.lease())
        let patch: JSONValue = ["spec": ["renewTime": .string(text)]]
        #expect(cluster.patch("\(TestCluster.leases)/occm", patch, "merge-patch+json").status == 422)
    }

    @Test("a Lease's times are kept in UTC, and fields of elections that the cluster does not hold are dropped")
    mutating func leaseFields() {
        cluster.send("POST", TestCluster.leases, TestCluster.lease("2026-01-01T01:00:00.123456+01:00"))
        let elsewhere: JSONValue = ["spec": ["preferredHolder": "b", "strategy": "OldestEmulationVersion"]]
        let lease = cluster.patch("\(TestCluster.leases)/occm", elsewhere, "merge-patch+json").json
        #expect(lease?["spec", "renewTime"] == "2026-01-01T00:00:00.123456Z")
        #expect(lease?["spec", "preferredHolder"] == nil && lease?["spec", "strategy"] == nil)
    }

    @Test(
        "a patch can't make an object another one",
        arguments: [
            (["name": "x"], "400 BadRequest: the name of the object (x) does not match the name on the URL (web)"),
            (["namespace": "x"], "400 BadRequest: the namespace of the provided object does not match the namespace"),
            (
                ["uid": "x"],
                "422 Invalid: Service \"web\" is invalid: metadata.uid: Invalid value: \"x\": field is immutable"
            ),
        ] as [(JSONValue, String)]
    )
    mutating func identity(metadata: JSONValue, outcome: String) {
        #expect(cluster.patch(Self.web, ["metadata": metadata]).outcome.hasPrefix(outcome))
    }

    @Test("a port without a number is the server's own fault, as it sees it")
    mutating func portWithoutNumber() {
        let answer = cluster.patch(Self.web, ["spec": ["ports": [["name": "x"]]]])
        #expect(answer.outcome == "500 : map: map[name:x] does not contain declared merge key: port")
    }

    @Test("a Lease is updated only with its resourceVersion, and a PUT makes one")
    mutating func leases() throws {
        let path = "\(TestCluster.leases)/occm"
        let made = cluster.send("PUT", path, TestCluster.lease())
        #expect(made.status == 201)
        let refused = cluster.send("PUT", path, TestCluster.lease())
        #expect(
            refused.outcome
                == "422 Invalid: leases.coordination.k8s.io \"occm\" is invalid: metadata.resourceVersion: Invalid value: 0: must be "
                + "specified for an update"
        )
        let version = try #require(made.json?["metadata", "resourceVersion"]?.stringValue)
        #expect(
            cluster.send("PUT", path, TestCluster.lease("2026-01-01T00:00:02.000000Z", version: version)).status == 200
        )
        #expect(cluster.send("PUT", path, TestCluster.lease(version: version)).status == 409)
        let released = cluster.patch(path, ["spec": ["holderIdentity": "", "leaseTransitions": 0]], "merge-patch+json")
        #expect(released.json?["spec", "holderIdentity"] == "" && released.json?["spec", "leaseTransitions"] == 0)
    }

    @Test(
        "what cannot be meant for the path is refused",
        arguments: [
            (#"{"kind":"Node"}"#, "400 BadRequest: Node in version \"v1\" cannot be handled as a Service: converting"),
            (#"{"kind":"Foo"}"#, "400 BadRequest: no kind \"Foo\" is registered for version \"v1\""),
            (#"{"apiVersion":"v2"}"#, "400 BadRequest: the API version in the data (v2) does not match the expected"),
            (#"{"metadata":{"namespace":"x"}}"#, "400 BadRequest: the namespace of the provided object does not match"),
            (#"{"metadata":{"resourceVersion":"1"}}"#, "500 : resourceVersion should not be set on objects"),
            (
                "{}",
                "422 Invalid: Service \"\" is invalid: metadata.name: Required value: name or generateName is required"
            ),
            ("{", "400 BadRequest: couldn't get version/kind; json parse error:"),
            ("7", "400 BadRequest: couldn't get"),
            (
                #"{"spec":{"ports":[{"port":"x"}]}}"#,
                "400 BadRequest: Service in version \"v1\" cannot be handled as a Service: json: cannot unmarshal string into Go "
                    + "struct field ServicePort.spec.ports.port of type int32"
            ),
            (
                #"{"spec":{"ports":7}}"#,
                "400 BadRequest: Service in version \"v1\" cannot be handled as a Service: json:"
            ),
        ]
    )
    mutating func badBodies(text: String, outcome: String) {
        let request = IncomingRequest(method: "POST", target: TestCluster.services, body: Array(text.utf8))
        #expect(cluster.world.answer(request, now: cluster.now).outcome.hasPrefix(outcome))
    }

    @Test("unknown fields are dropped, and refused where the client wants it")
    mutating func unknownFields() {
        var service = TestCluster.service("new")
        service["spec", "prots"] = []
        #expect(
            cluster.send("POST", "\(TestCluster.services)?fieldValidation=Strict", service).outcome
                == "400 BadRequest: Service in version \"v1\" cannot be handled as a Service: strict decoding error: unknown field "
                + "\"spec.prots\""
        )
        let made = cluster.send("POST", TestCluster.services, service)
        #expect(made.status == 201 && made.json?["spec", "prots"] == nil)
    }

    @Test("a dry run answers and keeps nothing")
    mutating func dryRun() {
        let revision = cluster.world.state.store.revision
        #expect(cluster.send("POST", "\(TestCluster.services)?dryRun=All", TestCluster.service("new")).status == 201)
        #expect(cluster.send("DELETE", "\(Self.web)?dryRun=All").status == 200)
        #expect(cluster.world.state.store.revision == revision && cluster.send("GET", Self.web).status == 200)
    }

    @Test(
        "wrong paths, methods and types have their own answers",
        arguments: [
            (
                "GET", "/api/v1/things", "application/json",
                "404 NotFound: the server could not find the requested resource"
            ),
            (
                "GET", "/api/v1/services/web", "application/json",
                "404 NotFound: the server could not find the requested resource"
            ),
            ("GET", "/apis/apps/v1/deployments", "application/json", "404 NotFound: the server could not find"),
            ("DELETE", TestCluster.services, "application/json", "405 MethodNotAllowed: the server does not allow"),
            ("POST", "/api/v1/services", "application/json", "405 MethodNotAllowed: the server does not allow"),
            (
                "PATCH", web, "application/json",
                "415 UnsupportedMediaType: 415: Unsupported Media Type"
            ),
            ("POST", TestCluster.services, "application/vnd.kubernetes.protobuf", "415 UnsupportedMediaType:"),
            (
                "POST", "/api/v1/namespaces/none/services", "application/json",
                "404 NotFound: namespaces \"none\" not found"
            ),
            ("POST", TestCluster.services, "application/json", "409 AlreadyExists: services \"web\" already exists"),
            (
                "PUT", "\(TestCluster.services)/other", "application/json",
                "400 BadRequest: the name of the object (web) does not"
            ),
        ]
    )
    mutating func wrongRequests(method: String, path: String, type: String, outcome: String) {
        let body: JSONValue? = ["GET", "DELETE"].contains(method) ? nil : TestCluster.service()
        #expect(cluster.send(method, path, body, type: type).outcome.hasPrefix(outcome))
    }

    @Test("a Node keeps its provider id once it has one, and events stay with what they are about")
    mutating func otherKinds() {
        cluster.send("POST", "/api/v1/nodes", ["metadata": ["name": "n1"], "status": ["phase": "Running"]])
        let first = cluster.patch("/api/v1/nodes/n1", ["spec": ["providerID": "openstack:///1"]])
        #expect(first.json?["status", "phase"] == "Running")
        let second = cluster.patch("/api/v1/nodes/n1", ["spec": ["providerID": "openstack:///2"]])
        #expect(second.outcome.contains("node updates may not change providerID except from \"\" to valid"))
        let event: JSONValue = [
            "metadata": ["generateName": "web."], "involvedObject": ["kind": "Service", "namespace": "kube-system"],
        ]
        let refused = cluster.send("POST", "/api/v1/namespaces/default/events", event)
        #expect(
            refused.outcome.contains(
                "involvedObject.namespace: Invalid value: \"kube-system\": does not match event.namespace"
            )
        )
    }

    @Test("a Node has its pod network in both forms, and times of conditions that are not known as null")
    mutating func nodeDefaults() throws {
        let condition: JSONValue = ["type": "Ready", "status": "True"]
        let node: JSONValue = [
            "metadata": ["name": "n1"], "spec": ["podCIDR": "10.244.1.0/24"], "status": ["conditions": [condition]],
        ]
        let made = try #require(cluster.send("POST", "/api/v1/nodes", node).json)
        #expect(made["spec", "podCIDRs"] == ["10.244.1.0/24"])
        #expect(made.list("status", "conditions").first?["lastHeartbeatTime"]?.isNull == true)
        let other: JSONValue = ["metadata": ["name": "n2"], "spec": ["podCIDRs": ["10.244.2.0/24"]]]
        #expect(cluster.send("POST", "/api/v1/nodes", other).json?["spec", "podCIDR"] == "10.244.2.0/24")
    }

    @Test(
        "what a Node can't have is refused",
        arguments: [
            (["podCIDR": "x"], "spec.podCIDRs[0]: Invalid value: \"x\": must be a valid CIDR value"),
            (["taints": [["key": "b"]]], "metadata.taints[0].effect: Required value"),
            (
                ["taints": [["key": "b", "effect": "NoExecute"], ["key": "b", "effect": "NoExecute"]]],
                "metadata.taints[1]: Duplicate value: "
            ),
        ] as [(JSONValue, String)]
    )
    mutating func badNodes(spec: JSONValue, problem: String) {
        let answer = cluster.send("POST", "/api/v1/nodes", ["metadata": ["name": "n1"], "spec": spec])
        #expect(answer.outcome.hasPrefix("422 Invalid: Node \"n1\" is invalid: \(problem)"))
    }

    @Test("an Event may have any name, and says who reports it even where nobody does")
    mutating func eventDefaults() {
        let event: JSONValue = ["metadata": ["name": "Web_1"], "involvedObject": ["namespace": "default"]]
        let made = cluster.send("POST", "/api/v1/namespaces/default/events", event)
        #expect(made.status == 201 && made.json?["eventTime"]?.isNull == true)
        #expect(made.json?["reportingComponent"] == "" && made.json?["reportingInstance"] == "")
    }

    @Test("a delete with another uid than the object's is refused")
    mutating func preconditions() {
        let answer = cluster.send("DELETE", Self.web, ["preconditions": ["uid": "x"]])
        #expect(
            answer.outcome.hasPrefix(
                "409 Conflict: Operation cannot be fulfilled on Service \"web\": the UID in the precondition (x) does not match "
                    + "the UID in record ("
            )
        )
        #expect(answer.json?["details", "kind"] == "Service")
    }
}
