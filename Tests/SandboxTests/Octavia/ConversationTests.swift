import FoundationEssentials
import OrderedCollections
import Testing

@testable import Sandbox

/// Has the same conversation with the simulated Octavia that Fixtures/record.py once had with a real one.
@Suite("The simulated Octavia answers as the real one")
struct ConversationTests {
    @Test("a long conversation about everything gets the recorded answers")
    func conversation() throws {
        let file = "\(#filePath.dropLast("ConversationTests.swift".count))Fixtures/conversation.json"
        let recording = try #require(JSONValue(parsing: String(contentsOfFile: file, encoding: .utf8)).arrayValue)
        var conversation = Conversation()
        for exchange in recording { try conversation.replay(exchange) }
        #expect(recording.count > 250)
    }
}

private struct Conversation {
    private var cloud = TestCloud(settleTime: .seconds(1))
    private var values = [
        "subnet": TestNetwork.subnetID,
        "subnet6": TestNetwork.subnet6ID,
        "network": TestNetwork.networkID,
        "project": "k8s",
        "exhausted_network": TestNetwork.exhaustedNetworkID,
        "strangers_subnet": TestNetwork.strangersSubnetID,
        "strangers_project": "other",
        "base": "http://cloud/load-balancer",
    ]
    private let callers = [
        "k8s": TestCloud.member, "admin": TestCloud.admin, "stranger": TestCloud.stranger,
        "observer": TestCloud.observer, "nolb": TestCloud.nobody,
    ]

    /// The recorded Octavia had no amphorae that report health, and no driver for OVN.
    init() {
        cloud.octavia.settings.reportsHealth = false
        cloud.octavia.settings.providers = Provider.standard.filter { $0.value.driver == .amphora }
    }

    mutating func replay(_ exchange: JSONValue) throws {
        let title = exchange["title"]?.stringValue ?? ""
        let response = cloud.sendRaw(
            exchange["method"]?.stringValue ?? "",
            filled(exchange["path"]?.stringValue ?? ""),
            Array(filled(exchange["raw"]?.stringValue ?? exchange["body"]?.text ?? "").utf8),
            as: try #require(callers[exchange["caller"]?.stringValue ?? ""])
        )
        for (name, place) in exchange["saves"]?.objectValue ?? [:] {
            values[name] = Self.text(in: response.json, at: place.stringValue ?? "")
        }
        if exchange["settles"] != nil { cloud.wait(.seconds(2)) }
        let answer = normalised(response.json ?? .string(String(decoding: response.body, as: UTF8.self)))
        let recorded = Self.ordered(exchange["answer"] ?? .null)
        #expect(
            [.int(response.status), answer] == [exchange["status"], recorded],
            "\(title): \(response.status) \(answer.text) instead of \(exchange["status"]?.text ?? "") \(recorded.text)"
        )
    }

    private func filled(_ text: String) -> String {
        values.reduce(text) { $0.replacing("${\($1.key)}", with: $1.value) }
    }

    /// The answer with names and placeholders for what differs from cloud to cloud.
    private func normalised(_ answer: JSONValue) -> JSONValue {
        switch answer {
        case .string(let text): .string(normalised(text))
        case .array(let items): .array(items.map(normalised).sorted { $0.text < $1.text })
        case .object(let members): Self.sorted(members.mapValues(normalised))
        default: answer
        }
    }

    private func normalised(_ text: String) -> String {
        let named = values.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.reduce(text) { text, item in
            // Short names such as a project's occur inside other words.
            item.value.count > 8
                ? text.replacing(item.value, with: "${\(item.key)}")
                : text == item.value ? "${\(item.key)}" : text
        }
        return Self.ordered(
            named.replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "<id>")
                .replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, with: "<time>")
        )
    }

    /// A value whose lists, and words in refusals, are in alphabetical order: Octavia's are sets.
    private static func ordered(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(ordered(text))
        case .array(let items): .array(items.map(ordered).sorted { $0.text < $1.text })
        case .object(let members): sorted(members.mapValues(ordered))
        default: value
        }
    }

    private static func ordered(_ text: String) -> String {
        guard let match = text.firstMatch(of: /should be one of: (.*)$|Supported types: (.*)$|for argument \S+: (.*)$/),
            let words = match.output.1 ?? match.output.2 ?? match.output.3
        else { return text }
        return text[..<words.startIndex] + words.split(separator: ", ").sorted().joined(separator: ", ")
    }

    private static func sorted(_ members: JSONObject) -> JSONValue {
        .object(JSONObject(uniqueKeysWithValues: members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }

    private static func text(in value: JSONValue?, at place: String) -> String? {
        place.split(separator: ".").reduce(value) { value, part in
            Int(part).flatMap { value?.arrayValue?[$0] } ?? value?[String(part)]
        }?.stringValue
    }
}
