extension KubernetesWorld {
    /// Answers a request to the sandbox's own API.
    mutating func administer(_ request: IncomingRequest) -> SandboxResponse {
        if let answer = AdminAPI.answer(request, faults: &faults, journal: &journal) { return answer }
        switch (request.method, request.path.dropFirst(AdminAPI.root.count)) {
        case ("GET", "/settings"): return SandboxResponse(status: 200, json: state.settings.json)
        case ("PUT", "/settings"): return changeSettings(request.body)
        case ("POST", "/compact"): state.store.compact()
        case ("DELETE", "/watches"): state.breakWatches()
        case ("POST", "/watches/silence"): state.silenceWatches()
        default:
            let known =
                "GET, PUT settings; GET, POST, DELETE faults; GET, DELETE counts; GET, DELETE log; POST compact; "
                + "DELETE watches; POST watches/silence"
            return AdminAPI.refusal("\(request.method) \(request.path) is not one of: \(known).", status: 404)
        }
        return SandboxResponse(status: 204)
    }

    private mutating func changeSettings(_ body: [UInt8]) -> SandboxResponse {
        do {
            var changed = state.settings
            try changed.apply(AdminRequest(body))
            state.settings = changed
            return SandboxResponse(status: 200, json: changed.json)
        } catch {
            return AdminAPI.refusal(error.message)
        }
    }
}
