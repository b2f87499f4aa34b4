extension FaultRule.Action {
    /// What a client gets when a fault, or none, strikes its call.
    ///
    /// - Parameters:
    ///   - fault: What happens to the call.
    ///   - work: Does what the call asks for, and answers it.
    static func reply(under fault: FaultRule.Action?, _ work: () -> SandboxResponse) -> Reply {
        switch fault {
        case .respond(let status, let headers, let body):
            let response = SandboxResponse(
                status: status,
                headers: headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
                body: Array(body.utf8)
            )
            return Reply(ending: .answer(response))
        case .dropBeforeApplying:
            return Reply(ending: .hangUp(nil))
        case .dropAfterApplying:
            return Reply(ending: .hangUp(work()))
        case .truncate:
            return Reply(ending: .truncated(work()))
        case .stallBeforeApplying:
            return Reply(ending: .silence(nil))
        case .stallAfterApplying:
            return Reply(ending: .silence(work()))
        case .delay(let delay):
            return Reply(delay: delay, ending: .answer(work()))
        case .endInError, .endChildInError, .leaveChildPending, .expireToken, nil:
            return Reply(ending: .answer(work()))
        }
    }
}
