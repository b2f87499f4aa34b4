import Testing
import YAML

@Suite("Decodable types are read from nodes")
struct YAMLDecoderTests {
    private struct Everything: Decodable, Equatable {
        enum Mode: String, Decodable { case fast, slow }

        var bool: Bool
        var text: String
        var small: Int8
        var unsigned: UInt64
        var double: Double
        var single: Float
        var mode: Mode
        var list: [Int?]
        var map: [String: [String]]
        var absent: Int?
        var null: Int?
    }

    @Test("all kinds of values")
    func values() throws {
        let yaml = """
            bool: on
            text: |
              two
              lines
            small: -128
            unsigned: 18446744073709551615
            double: 1
            single: 0.5
            mode: slow
            list: [1, ~, 0x3]
            map: {a: [b], c: []}
            "null": ~
            unknown: {ignored: [1]}
            """
        let expected = Everything(
            bool: true,
            text: "two\nlines\n",
            small: -128,
            unsigned: .max,
            double: 1,
            single: 0.5,
            mode: .slow,
            list: [1, nil, 3],
            map: ["a": ["b"], "c": []],
            absent: nil,
            null: nil
        )
        #expect(try decode(Everything.self, yaml) == expected)
    }

    private struct Tree: Decodable, Equatable {
        struct Leaf: Decodable, Equatable {
            var port: UInt16
            var name: String?
        }

        var leaves: [Leaf]
        var labels: [String: String]?
        var done: Bool?
    }

    @Test(
        "a wrong value is named by line, column, path and remedy",
        arguments: [
            (
                "leaves: [{port: 65536}]",
                "f:1:17: leaves[0].port: expected a whole number from 0 to 65535, not the number 65536"
            ),
            (
                "leaves:\n- port: '80'",
                "f:2:9: leaves[0].port: expected a whole number, not a string; remove the quotes"
            ),
            ("leaves:\n- port: eighty", "f:2:9: leaves[0].port: expected a whole number, not a string"),
            ("leaves: [{port: 1.5}]", "f:1:17: leaves[0].port: expected a whole number, not the number 1.5"),
            ("leaves: [{port: ~}]", "f:1:17: leaves[0].port: expected a whole number, not nothing"),
            ("leaves: [{port: {}}]", "f:1:17: leaves[0].port: expected a whole number, not a mapping"),
            ("leaves: [{name: x}]", "f:1:10: leaves[0].port: this is required and not there"),
            ("leaves: {}", "f:1:9: leaves: expected a list, not a mapping"),
            ("leaves: [x]", "f:1:10: leaves[0]: expected a mapping, not a string"),
            (
                "leaves: []\nlabels: {a.b/c: yes}",
                "f:2:17: labels[\"a.b/c\"]: expected a string, and yes is read as true; write it in quotes: \"yes\""
            ),
            (
                "leaves: []\nlabels: {a: 0123}",
                "f:2:13: labels.a: expected a string, and this is read as a number; write it in quotes: \"…\""
            ),
            ("leaves: []\nlabels: {a: }", "f:2:13: labels.a: expected a string, not nothing"),
            ("leaves: []\nlabels: {a: []}", "f:2:13: labels.a: expected a string, not a list"),
            ("leaves: []\ndone: 1", "f:2:7: done: expected true or false, not the number 1"),
            ("- a", "f:1:1: expected a mapping, not a list"),
            ("", "f:1:1: there is nothing in this file"),
            ("leaves: []\n---\nleaves: []", "f:3:1: this file has 2 documents; only one is expected"),
        ]
    )
    func mismatches(yaml: String, message: String) {
        let error = #expect(throws: YAMLError.self) { try decode(Tree.self, yaml) }
        #expect(error?.description == message)
    }

    @Test("what a type itself refuses is named by line and path too")
    func refusals() {
        let error = #expect(throws: YAMLError.self) {
            try decode([String: Everything.Mode].self, "a: fast\nb: 'quick'")
        }
        #expect(error?.line == 2)
        #expect(error?.path == ["b"])
    }

    @Test("an error never repeats a number or string that stands where a string belongs")
    func secrets() {
        for yaml in ["a: 5318008", "a: 1e7", "a: 0x5ec4e7"] {
            let error = #expect(throws: YAMLError.self) { try decode([String: String].self, yaml) }
            #expect(error?.description.contains(yaml.dropFirst(3)) == false)
        }
    }

    @Test("on request, any scalar is taken as the string that was written")
    func anyScalar() throws {
        let decoder = YAMLDecoder(takesAnyScalarAsString: true)
        let bytes = Array("a: 0123\nb: yes\nc: 1e5\nd: x".utf8)
        let expected = ["a": "0123", "b": "yes", "c": "1e5", "d": "x"]
        #expect(try decoder.decode([String: String].self, from: bytes) == expected)
    }

    @Test("nested containers and super decoders see the same values")
    func nested() throws {
        let value = try decode(ByHand.self, "outer: {inner: [1, {deep: two}]}\nsuper: base")
        #expect(value == ByHand(number: 1, deep: "two", base: "base"))
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ yaml: String) throws -> Value {
        try YAMLDecoder().decode(type, from: Array(yaml.utf8), file: "f")
    }
}

/// Reads through every kind of nested container.
private struct ByHand: Decodable, Equatable {
    enum Keys: String, CodingKey { case outer, inner, deep }

    var number: Int
    var deep: String
    var base: String

    init(number: Int, deep: String, base: String) {
        self.number = number
        self.deep = deep
        self.base = base
    }

    init(from decoder: any Decoder) throws {
        let root = try decoder.container(keyedBy: Keys.self)
        var list = try root.nestedContainer(keyedBy: Keys.self, forKey: .outer).nestedUnkeyedContainer(forKey: .inner)
        number = try list.decode(Int.self)
        deep = try list.nestedContainer(keyedBy: Keys.self).decode(String.self, forKey: .deep)
        base = try String(from: root.superDecoder())
    }
}
