import Testing

@testable import Sandbox

@Suite("Patches")
struct PatchTests {
    private func apply(_ patch: String, to object: String, _ type: FieldType = .service) throws -> JSONValue {
        let result = try StrategicMergePatch.apply(
            try JSONValue(parsing: patch),
            to: try JSONValue(parsing: object),
            type: type
        )
        return result
    }

    @Test(
        "a strategic merge patch knows finalizers as a set, with order and deletion",
        arguments: [
            (#"["x/y"]"#, #"{"finalizers":["a/b"]}"#, #"["a/b","x/y"]"#),
            (#"["x/y"]"#, #"{"finalizers":["x/y"]}"#, #"["x/y"]"#),
            (#"["x/y"]"#, #"{"$setElementOrder/finalizers":["a/b","x/y"],"finalizers":["a/b"]}"#, #"["a/b","x/y"]"#),
            (
                #"["a/b","x/y"]"#,
                #"{"$deleteFromPrimitiveList/finalizers":["a/b"],"$setElementOrder/finalizers":["x/y"]}"#, #"["x/y"]"#
            ),
            (
                #"["s/1","x/y","s/2"]"#, #"{"$setElementOrder/finalizers":["a/b","x/y"],"finalizers":["a/b"]}"#,
                #"["a/b","s/1","x/y","s/2"]"#
            ),
            (#"["x/y"]"#, #"{"finalizers":null}"#, "null"),
        ]
    )
    func finalizers(live: String, patch: String, expected: String) throws {
        let result = try apply(#"{"metadata":\#(patch)}"#, to: #"{"metadata":{"finalizers":\#(live)}}"#)
        #expect(result["metadata", "finalizers"] ?? .null == (try JSONValue(parsing: expected)))
    }

    @Test(
        "ports are merged by number, and deleted or replaced on demand",
        arguments: [
            (
                #"{"ports":[{"port":80,"nodePort":1}]}"#,
                #"[{"port":80,"name":"a","nodePort":1},{"port":443,"name":"b"}]"#
            ),
            (#"{"ports":[{"port":81}]}"#, #"[{"port":81},{"port":80,"name":"a"},{"port":443,"name":"b"}]"#),
            (#"{"ports":[{"port":80,"$patch":"delete"}]}"#, #"[{"port":443,"name":"b"}]"#),
            (#"{"ports":[{"port":81},{"$patch":"replace"}]}"#, #"[{"port":81}]"#),
            (
                #"{"$setElementOrder/ports":[{"port":443},{"port":80}]}"#,
                #"[{"port":443,"name":"b"},{"port":80,"name":"a"}]"#
            ),
            (#"{"ports":[{"port":80,"name":null}]}"#, #"[{"port":80},{"port":443,"name":"b"}]"#),
            (#"{"$retainKeys":["type"],"type":"X"}"#, "null"), (#"{"$patch":"replace","type":"X"}"#, "null"),
        ]
    )
    func ports(patch: String, expected: String) throws {
        let live = #"{"spec":{"type":"T","ports":[{"port":80,"name":"a"},{"port":443,"name":"b"}]}}"#
        let result = try apply(#"{"spec":\#(patch)}"#, to: live)
        #expect(result["spec", "ports"] ?? .null == (try JSONValue(parsing: expected)))
    }

    @Test("a port without its number is refused, and published addresses are replaced as a whole")
    func keysAndAtomicLists() throws {
        #expect(throws: StrategicMergePatch.Problem.self) {
            try apply(#"{"spec":{"ports":[{"name":"a"}]}}"#, to: #"{"spec":{"ports":[]}}"#)
        }
        let live = #"{"status":{"loadBalancer":{"ingress":[{"ip":"1.1.1.1"}]}}}"#
        let replaced = try apply(#"{"status":{"loadBalancer":{"ingress":[{"ip":"2.2.2.2"}]}}}"#, to: live)
        #expect(replaced["status", "loadBalancer", "ingress"] == [["ip": "2.2.2.2"]])
    }

    @Test("a Node's addresses are merged by type, its taints replaced")
    func nodes() throws {
        let live =
            #"{"spec":{"taints":[{"key":"a"}]},"status":{"addresses":[{"type":"InternalIP","address":"1"},{"type":"Hostname","address":"n"}]}}"#
        let patch = #"{"spec":{"taints":[{"key":"b"}]},"status":{"addresses":[{"type":"InternalIP","address":"2"}]}}"#
        let result = try apply(patch, to: live, .node)
        #expect(result["spec", "taints"] == [["key": "b"]])
        #expect(result.list("status", "addresses").map { $0["address"] } == ["2", "n"])
        let twice = #"{"status":{"addresses":[{"type":"InternalIP","address":"2"},{"type":"InternalIP","address":"3"}]}}"#
        let merged = try apply(twice, to: live, .node)
        #expect(merged.list("status", "addresses").map { $0["address"] } == ["3", "n"])
    }

    @Test(
        "a JSON patch is applied, all or nothing",
        arguments: [
            (#"[{"op":"add","path":"/b","value":1}]"#, #"{"a":[1,2],"b":1}"#),
            (#"[{"op":"add","path":"/a/-","value":3}]"#, #"{"a":[1,2,3]}"#),
            (#"[{"op":"add","path":"/a/0","value":0}]"#, #"{"a":[0,1,2]}"#),
            (#"[{"op":"replace","path":"/a/1","value":9}]"#, #"{"a":[1,9]}"#),
            (#"[{"op":"remove","path":"/a/0"}]"#, #"{"a":[2]}"#),
            (#"[{"op":"move","from":"/a/0","path":"/x~1y"}]"#, #"{"a":[2],"x/y":1}"#),
            (
                #"[{"op":"copy","from":"/a","path":"/b"},{"op":"test","path":"/b/1","value":2}]"#,
                #"{"a":[1,2],"b":[1,2]}"#
            ),
            (#"[{"op":"test","path":"/a/0","value":2}]"#, nil), (#"[{"op":"remove","path":"/c"}]"#, nil),
            (#"[{"op":"add","path":"/a/7","value":1}]"#, nil), (#"[{"op":"spin","path":"/a"}]"#, nil),
            (#"[{"op":"add","path":"a","value":1}]"#, nil), (#"[{"op":"replace","path":"/z","value":1}]"#, nil),
        ] as [(String, String?)]
    )
    func jsonPatch(patch: String, expected: String?) throws {
        let (patch, object) = (try JSONValue(parsing: patch), try JSONValue(parsing: #"{"a":[1,2]}"#))
        let result = try? JSONPatch.apply(patch, to: object)
        #expect(result == (try expected.map { try JSONValue(parsing: $0) }))
    }

    @Test("a merge patch sets, removes and replaces")
    func mergePatch() throws {
        let object = try JSONValue(parsing: #"{"a":{"b":1,"c":[1,2]},"d":4}"#)
        let patch = try JSONValue(parsing: #"{"a":{"b":null,"c":[3]},"d":null,"e":{"f":null}}"#)
        #expect(MergePatch.apply(patch, to: object).text == #"{"a":{"c":[3]},"e":{}}"#)
    }

    @Test("what a manager no longer applies goes, what others set stays")
    func serverSideApply() {
        var cluster = TestCluster()
        let path = "\(TestCluster.services)/web?fieldManager=me"
        var service = TestCluster.service()
        service["metadata", "labels"] = ["mine": "1"]
        #expect(cluster.patch(path, service, "apply-patch+yaml").status == 201)
        cluster.patch(path, ["metadata": ["labels": ["others": "2"]]])
        service["metadata", "labels"] = nil
        service["spec", "ports"] = [["port": 53], ["port": 53, "protocol": "UDP", "name": "u"]]
        #expect(cluster.patch(path, service, "apply-patch+yaml").status == 422, "ports need names")
        service["spec", "ports"] = [["port": 53, "name": "t"], ["port": 53, "protocol": "UDP", "name": "u"]]
        let applied = cluster.patch(path, service, "apply-patch+yaml")
        #expect(applied.json?["metadata", "labels"] == ["others": "2"])
        #expect(applied.json?.list("spec", "ports").map { $0["protocol"] } == ["TCP", "UDP"])
        #expect(cluster.patch("\(TestCluster.services)/web", service, "apply-patch+yaml").status == 400)
    }

    @Test("a patch that is no patch is refused")
    func badPatches() {
        var cluster = TestCluster()
        let path = "\(TestCluster.services)/kubernetes"
        #expect(cluster.patch(path, [:], "json-patch+json").status == 400)
        #expect(cluster.patch(path, [], "merge-patch+json").status == 400)
        #expect(
            cluster.patch(path, [["op": "remove", "path": "/x"]], "json-patch+json").outcome
                == "422 Invalid: the server rejected our request due to an error in our request"
        )
    }
}
