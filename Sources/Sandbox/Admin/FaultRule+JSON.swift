import OrderedCollections

extension FaultRule {
    /// Reads a rule as the sandbox's own API takes it.
    init(_ request: AdminRequest) throws(AdminRequest.Refusal) {
        var request = request
        guard let path = try request.text("path") else {
            throw AdminRequest.Refusal(message: "'path' is missing, e.g. '/load-balancer/v2.0/lbaas/loadbalancers*'.")
        }
        guard let action = try Self.action(&request) else {
            throw AdminRequest.Refusal(message: "'action' is missing; it is one of \(Self.actionNames).")
        }
        let positive = { (value: JSONValue) in value.intValue.flatMap { $0 > 0 ? $0 : nil } }
        let times = try request.take("times", "a positive integer, or null for ever") { value -> Int?? in
            value.isNull ? .some(nil) : positive(value)
        }
        self.init(
            try request.text("method"),
            path,
            nth: try request.take("nth", "a positive integer", positive) ?? 1,
            times: times ?? 1,
            action
        )
        try request.finish(known: "method, path, nth, times, action, status, headers, body, seconds")
    }

    /// The rule as the sandbox's own API shows it.
    var json: JSONValue {
        var rule: JSONValue = [
            "method": .optional(method), "path": .string(path), "nth": .int(nth),
            "times": times.map { .int($0) } ?? nil, "action": .string(action.name),
        ]
        switch action {
        case .respond(let status, let headers, let body):
            rule["status"] = .int(status)
            rule["headers"] = .sorted(headers.mapValues { .string($0) })
            rule["body"] = .string(body)
        case .delay(let delay):
            rule["seconds"] = delay.json
        default: break
        }
        return rule
    }

    private static let simpleActions: [Action] = [
        .dropBeforeApplying, .dropAfterApplying, .truncate, .hang, .endInError, .endChildInError, .leaveChildPending,
        .expireToken,
    ]

    private static let actionNames =
        (["respond", "delay"] + simpleActions.map(\.name)).joined(separator: ", ")

    private static func action(_ request: inout AdminRequest) throws(AdminRequest.Refusal) -> Action? {
        guard let name = try request.text("action") else { return nil }
        switch name {
        case "respond":
            let status = try request.take("status", "an HTTP status from 200 to 599") { value in
                value.intValue.flatMap { (200..<600).contains($0) ? $0 : nil }
            }
            let headers = try request.take("headers", "an object of strings") { $0.objectValue }
            let body = try request.take("body", "any JSON") { $0.stringValue ?? $0.text }
            var texts: [String: String] = [:]
            for (name, value) in headers ?? [:] { texts[name] = value.plainText }
            return .respond(status: status ?? 503, headers: texts, body: body ?? "")
        case "delay":
            return .delay(try request.duration("seconds") ?? .seconds(1))
        default:
            guard let action = simpleActions.first(where: { $0.name == name }) else {
                throw AdminRequest.Refusal(message: "'action' is \"\(name)\", but must be one of \(actionNames).")
            }
            return action
        }
    }
}

extension FaultRule.Action {
    /// The action's name in the sandbox's own API.
    fileprivate var name: String {
        switch self {
        case .respond: "respond"
        case .delay: "delay"
        case .dropBeforeApplying: "drop-before"
        case .dropAfterApplying: "drop-after"
        case .truncate: "truncate"
        case .hang: "hang"
        case .endInError: "error"
        case .endChildInError: "child-error"
        case .leaveChildPending: "child-pending"
        case .expireToken: "expire-token"
        }
    }
}
