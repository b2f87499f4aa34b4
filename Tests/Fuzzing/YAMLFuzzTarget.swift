import YAML

/// Documents, decoded as far as a value whose type is not known can be.
struct YAMLFuzzTarget: FuzzTarget {
    let name = "yaml"
    let words = [
        "yes", "null", "~", "on", "true", "0o17", "0x1F", "1.5e3", ".inf", "-.inf", ".nan", "2001-12-14", "12:30:45",
        "''", "\"\"",
        "[]", "{}", "[1, [2]]", "{k: {v: w}}", "&a", "*a", "!!str", "!!int", "<<", "a b", "'it''s'", "\"\\u00e9\"", "-",
        "|-", ">+",
    ]
    let corpus = [
        "plain: text\nnumber: 12\nlist:\n- one\n- two: 2\n  three: [3, 3.5, ~]\nmapping: {a: b, 'c d': \"e\\tf\"}\n",
        "base: &base {a: 1, b: 2}\nother: &other {c: 3}\nboth:\n  <<: [*base, *other]\n  b: 4\nagain: *base\n",
        "literal: |\n  first\n   second\n\nfolded: >-\n  these are\n  one line\n\n  and another\nend: true\n",
        "---\na: 1\n...\n---\n- b\n- [c, d]\n--- ~\n--- \"last\"\n",
        "{\"a\": {\"b\": [1, 2.5e-3, true, null, \"\\ud83d\\ude00\\n\"]}, \"c\": []}\n",
        "? key\n: value\n? !!str 12\n: !!float 3\n'quoted key': 'it''s'\n80: number\n",
        "clouds:\n  one:\n    auth:\n      auth_url: https://example.org:5000/v3\n      username: u\n    region_name: R\n    verify: no\n",
    ]

    func accepts(_ input: [UInt8]) -> Bool {
        do throws(YAMLError) {
            let documents = try YAMLDecoder().documents(from: input)
            for document in documents { _ = try? YAMLDecoder().decode(Anything.self, from: document) }
            return true
        } catch {
            _ = error.description
            return false
        }
    }
}

/// Walks through whatever is there, asking for every type.
private struct Anything: Decodable {
    init(from decoder: any Decoder) throws {
        if (try? [String: Anything](from: decoder)) != nil || (try? [Anything](from: decoder)) != nil { return }
        let container = try decoder.singleValueContainer()
        guard !container.decodeNil(), (try? container.decode(Bool.self)) == nil else { return }
        if (try? container.decode(Int8.self)) != nil || (try? container.decode(UInt64.self)) != nil { return }
        if (try? container.decode(Double.self)) == nil { _ = try container.decode(String.self) }
    }
}
