import Testing
import YAML

@Suite("Documents become nodes")
struct YAMLDocumentTests {
    @Test("mappings keep the order of their keys, and every node knows its place")
    func places() throws {
        let node = try document("b: 1\na:\n  - x\n  - c: 2\n")
        #expect(node.mapping?.map(\.key) == ["b", "a"])
        #expect(node.mapping?.map(\.line) == [1, 2])
        let nested = node.nearest(to: ["a", 1, "c"])
        #expect((nested.line, nested.column) == (4, 8))
    }

    @Test("the nearest node to a path that ends too early is the last one on it")
    func nearest() throws {
        let node = try document("a:\n  b: 1\n")
        #expect(node.nearest(to: ["a", "c", 3]).line == 2)
        #expect(node.nearest(to: ["x"]).line == 1)
    }

    @Test("one node can be made null, the others stay")
    func nulling() throws {
        let node = try document("a: [{b: 1, c: 2}, d]\n")
        #expect(try text(node.replacingWithNull(at: ["a", 0, "b"])) == text(document("a: [{b: , c: 2}, d]\n")))
        #expect(try text(node.replacingWithNull(at: ["a", 1])) == text(document("a: [{b: 1, c: 2}, '']\n")))
        #expect(node.replacingWithNull(at: ["a", 7, "b"]) == node)
    }

    @Test("a stream's documents come in order, without the empty ones")
    func streams() throws {
        let nodes = try YAMLDecoder().documents(from: Array("---\n---\na: 1\n--- ~\n...\n# note\n---\n- 2\n".utf8))
        #expect(nodes.map(\.line) == [3, 8])
        #expect(try YAMLDecoder().documents(from: []).isEmpty)
    }

    @Test(
        "different spellings of the same document",
        arguments: [
            "a: {x: 1, z: [2, 3]}\n", "a:\n  x: 1\n  z:\n  - 2\n  - 3\n", "{\"a\": {\"x\": 1, \"z\": [2,\t3]}}",
            "{\"a\":{\"x\":1,\n\t\"z\":[2,3]}}\n", "\u{FEFF}a:\r\n  x: 1\r\n  z: [2, 3]\r\n",
            "a: &a {x: 1, z: [2, 3]}\n",
            "%YAML 1.1\n---\n? a\n: x: 1\n  z: [2, 3]\n...\n", "x: &x {z: [2, 3]}\na: {<<: *x, x: 1}\n",
        ]
    )
    func spellings(yaml: String) throws {
        let node = try #require(try document(yaml)["a"])
        #expect(try YAMLDecoder().decode(Pair.self, from: node) == Pair(x: 1, z: [2, 3]))
    }

    private struct Pair: Decodable, Equatable {
        var x: Int
        var z: [Int]
    }

    @Test("written keys win over merged ones, and the first of several merged mappings wins")
    func merges() throws {
        let yaml = "one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nall: {c: 3, <<: [*one, *two], d: 4}\n"
        let all = try #require(try document(yaml)["all"])
        let expected = ["a": 1, "b": 1, "c": 3, "d": 4]
        #expect(try YAMLDecoder().decode([String: Int].self, from: all) == expected)
        #expect(all["a"]?.line == 1)
    }

    @Test("a quoted << is a key like any other")
    func quotedMerge() throws {
        #expect(try document("'<<': {a: 1}\n").mapping?.map(\.key) == ["<<"])
    }

    @Test("anchors belong to their document and may be set again")
    func anchors() throws {
        let node = try document("a: &x 1\nb: *x\nc: &x 2\nd: *x\n*x : e\n")
        #expect(try YAMLDecoder().decode([Int].self, from: document("[&x 1, *x, &x 2, *x]")) == [1, 1, 2, 2])
        #expect(node.mapping?.last?.key == "2")
        #expect(throws: YAMLError.self) { try document("a: &x 1\n---\nb: *x\n") }
    }

    @Test("keys that are no strings are written as kubectl does")
    func keys() throws {
        let node = try document("80: a\n0x10: b\n'010': c\non: d\n'off': e\n1.5: f\n")
        #expect(node.mapping?.map(\.key) == ["80", "16", "010", "true", "off", "1.5"])
    }

    @Test("tags decide what a scalar is")
    func tags() throws {
        let node = try document("[!!str 1, !!int '2', !!float 3, !!bool 'yes', !!null '', ! 4, !own 5]")
        let kinds = node.sequence?.map { element -> YAMLScalar.Kind? in
            guard case .scalar(let scalar) = element.content else { return nil }
            return scalar.kind
        }
        #expect(kinds == [.string, .integer, .float(3), .bool(true), .null, .string, .string])
    }

    @Test("JSON's surrogate pairs are one character, and an escaped backslash begins none")
    func surrogates() throws {
        let json = #"{"a": "x\ud83d\ude00\n\u00e9\/", "b": "\\ud83d\\ude00"}"#
        let node = try document(json)
        #expect(node["a"]?.string == "x😀\né/")
        #expect(node["b"]?.string == #"\ud83d\ude00"#)
    }

    private func text(_ node: YAMLNode) throws -> String {
        switch node.content {
        case .scalar(let scalar): scalar.text
        case .sequence(let elements): "[\(try elements.map(text).joined(separator: ","))]"
        case .mapping(let entries): "{\(try entries.map { "\($0.key):\(try text($0.value))" }.joined(separator: ","))}"
        }
    }
}

/// The only document of a text.
func document(_ yaml: String) throws -> YAMLNode {
    let nodes = try YAMLDecoder().documents(from: Array(yaml.utf8))
    return try #require(nodes.count == 1 ? nodes.first : nil)
}
