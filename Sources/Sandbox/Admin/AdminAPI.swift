/// The sandbox's own API, below `/_sandbox`: what `docs/reference/sandbox.md` describes.
enum AdminAPI {
    /// The path that everything is below.
    static let root = "/_sandbox"

    /// A refusal: what is wrong with the request, as a sentence.
    static func refusal(_ message: String, status: Int = 400) -> SandboxResponse {
        SandboxResponse(status: status, json: ["error": .string(message)])
    }

    /// Answers what every service has: fault rules and the journal; `nil` for anything else.
    static func answer(
        _ request: IncomingRequest,
        faults: inout FaultTable,
        journal: inout Journal
    ) -> SandboxResponse? {
        switch (request.method, request.path.dropFirst(root.count)) {
        case ("GET", "/faults"): return SandboxResponse(status: 200, json: .array(faults.rules.map(\.json)))
        case ("POST", "/faults"): return addFault(request.body, to: &faults)
        case ("DELETE", "/faults"): faults.removeAll()
        case ("GET", "/counts"):
            return SandboxResponse(status: 200, json: .sorted(journal.counts.mapValues { .int($0) }))
        case ("GET", "/log"): return SandboxResponse(status: 200, json: .array(journal.calls.map(\.json)))
        case ("DELETE", "/counts"), ("DELETE", "/log"): journal.clear()
        default: return nil
        }
        return SandboxResponse(status: 204)
    }

    private static func addFault(_ body: [UInt8], to faults: inout FaultTable) -> SandboxResponse {
        do {
            let rule = try FaultRule(AdminRequest(body))
            faults.add(rule)
            return SandboxResponse(status: 201, json: rule.json)
        } catch {
            return refusal(error.message)
        }
    }
}

extension World {
    /// Answers a request to the sandbox's own API.
    mutating func administer(_ request: IncomingRequest) -> SandboxResponse {
        if let answer = AdminAPI.answer(request, faults: &faults, journal: &journal) { return answer }
        switch (request.method, request.path.dropFirst(AdminAPI.root.count)) {
        case ("GET", "/settings"): return SandboxResponse(status: 200, json: settings.json)
        case ("PUT", "/settings"): return change(request.body)
        case ("DELETE", "/tokens"): keystone.revokeAll()
        default:
            let known =
                "GET, PUT settings; GET, POST, DELETE faults; GET, DELETE counts; GET, DELETE log; DELETE tokens"
            return AdminAPI.refusal("\(request.method) \(request.path) is not one of: \(known).", status: 404)
        }
        return SandboxResponse(status: 204)
    }

    private mutating func change(_ body: [UInt8]) -> SandboxResponse {
        do {
            var changed = settings
            try changed.apply(AdminRequest(body))
            settings = changed
            return SandboxResponse(status: 200, json: settings.json)
        } catch {
            return AdminAPI.refusal(error.message)
        }
    }
}

extension RecordedCall {
    fileprivate var json: JSONValue {
        [
            "method": .string(method), "path": .string(path), "query": .strings(query), "status": .int(status),
            "user_id": .optional(userID), "request_id": .string(requestID), "body": body ?? nil,
        ]
    }
}
