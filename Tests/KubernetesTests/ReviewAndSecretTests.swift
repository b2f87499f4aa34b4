import Testing

@testable import Kubernetes

@Suite("Objects that only pass through")
struct ReviewAndSecretTests {
    private func text(_ object: some KubernetesObject & Encodable) throws -> String {
        String(decoding: try JSON.encode(Addressed(object: object)), as: UTF8.self)
    }

    private func read<Object: KubernetesObject>(_ text: String) throws -> Object {
        try JSON.decode(Object.self, from: Array(text.utf8))
    }

    @Test("a token is asked about, and the answer is read")
    func tokenReview() throws {
        let question = TokenReview(token: Redacted("zz"))
        #expect(
            try text(question)
                == #"{"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","spec":{"token":"zz"}}"#
        )
        let answer: TokenReview = try read(
            #"{"status":{"authenticated":true,"user":{"username":"u","groups":["g"],"extra":{"e":["x"]}}}}"#
        )
        #expect(answer.status?.authenticated == true)
        #expect(answer.status?.user == TokenReview.User(username: "u", groups: ["g"], extra: ["e": ["x"]]))
        let refusal: TokenReview = try read(#"{"status":{"user":{},"error":"expired"}}"#)
        #expect(refusal.status?.authenticated == false)
        #expect(refusal.status?.error == "expired")
    }

    @Test("a right is asked about, and the answer is read")
    func subjectAccessReview() throws {
        let user = TokenReview.User(username: "system:anonymous", groups: ["system:unauthenticated"])
        #expect(
            try text(SubjectAccessReview(user: user, verb: "get", path: "/metrics")) == """
                {"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview",\
                "spec":{"groups":["system:unauthenticated"],"nonResourceAttributes":{"path":"/metrics","verb":"get"},\
                "user":"system:anonymous"}}
                """
        )
        let answer: SubjectAccessReview = try read(#"{"spec":{},"status":{"allowed":true,"reason":"r"}}"#)
        #expect(answer.status?.allowed == true)
    }

    @Test("what a Secret holds is never printed")
    func secret() throws {
        let secret: ClusterSecret = try read(
            #"{"metadata":{"name":"tls"},"type":"kubernetes.io/tls","data":{"tls.key":"S0VZ","empty":null}}"#
        )
        #expect(secret.type == "kubernetes.io/tls")
        #expect(secret.data["tls.key"]?.reveal() == "S0VZ")
        #expect(secret.data["empty"]?.reveal() == "")
        var dumped = "\(secret)"
        dump(secret, to: &dumped)
        #expect(!dumped.contains("S0VZ"))
        #expect(dumped.contains("<redacted>"))
    }

    @Test("an endpoint is ready unless it says that it is not")
    func endpointSlice() throws {
        let slice: EndpointSlice = try read(
            #"{"endpoints":[{"nodeName":"a"},{"nodeName":"b","conditions":{"ready":false}},{"conditions":{"ready":true}}]}"#
        )
        #expect(slice.endpoints.map(\.nodeName) == ["a", "b", nil])
        #expect(slice.endpoints.map(\.isReady) == [nil, false, true])
        let again: EndpointSlice = try read(try text(slice))
        #expect(again == slice)
    }

    @Test("any JSON value survives")
    func jsonValue() throws {
        let text = #"{"a":[1,2.5,"s",true,null,{"b":{}}],"n":-9223372036854775808}"#
        var value = try JSON.decode(JSONValue.self, from: Array(text.utf8))
        #expect(String(decoding: try JSON.encode(value), as: UTF8.self) == text)
        #expect(value["n"] == .int(.min))
        #expect(value["x"]?["y"] == nil)
        value["a"] = nil
        #expect(value == ["n": .int(.min)])
    }
}
