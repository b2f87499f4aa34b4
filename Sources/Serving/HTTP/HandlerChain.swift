import Kubernetes

/// What every request goes through: who is it, may it, and which page is it.
///
/// Guarantees: nothing is looked up for who may not ask, so that a 404 tells nothing to strangers.
struct HandlerChain: Sendable {
    let authenticator: Authenticator
    let authorizer: Authorizer
    let pages: [String: Page]
    let health: HealthChecks
    let clock: ClientClock
    let report: @Sendable (ServingNews) -> Void

    /// The answer to a request.
    func answer(_ request: IncomingRequest) async -> Answer {
        let begin = clock.uptime()
        let answer = await admitted(request)
        let duration = clock.uptime() - begin
        let page = pageName(of: request.path)
        report(.answered(page: page, method: request.method, status: answer.status, duration: duration))
        return answer
    }

    private func admitted(_ request: IncomingRequest) async -> Answer {
        let identity = await authenticator.identify(request)
        report(.authenticated(identity))
        guard case .user(let user) = identity else { return .unauthorized }
        let decision = await authorizer.decide(user, request)
        report(.authorized(decision))
        switch decision {
        case .allowed:
            return await page(for: request)
        case .denied(let reason):
            let verb = request.method.lowercased()
            return .forbidden(user: user.username, verb: verb, path: request.path, reason: reason)
        case .failed(let reason):
            return .internalError(path: request.path, reason: reason)
        }
    }

    private func page(for request: IncomingRequest) async -> Answer {
        guard pageName(of: request.path) != nil else { return .notFound }
        guard ["GET", "HEAD"].contains(request.method) else { return .methodNotAllowed }
        if let page = pages[request.path] { return await page.answer(request) }
        guard let (probe, check) = healthTarget(of: request.path) else { return .notFound }
        return check.map { single(probe, $0) } ?? overall(probe, request)
    }

    /// A served path, for counting; `/healthz/leaderElection` counts as itself.
    private func pageName(of path: String) -> String? {
        if pages[path] != nil { return path }
        guard let (probe, check) = healthTarget(of: path) else { return nil }
        return check.map { health.check($0, of: probe) != nil } ?? true ? path : nil
    }

    /// `/healthz` is the probe itself, `/healthz/ping` is one check of it.
    private func healthTarget(of path: String) -> (HealthProbe, check: String?)? {
        let parts = path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0].isEmpty, let probe = HealthProbe(rawValue: String(parts[1])) else {
            return nil
        }
        return (probe, parts.count > 2 ? String(parts[2]) : nil)
    }

    private func overall(_ probe: HealthProbe, _ request: IncomingRequest) -> Answer {
        let excluded = request.query.filter { $0.name == "exclude" }.map(\.value)
        let result = health.report(probe, excluding: excluded)
        for (name, reason) in result.failures { report(.unhealthy(probe, check: name, reason: reason)) }
        return result.answer(isVerbose: request.query.contains { $0.name == "verbose" })
    }

    private func single(_ probe: HealthProbe, _ name: String) -> Answer {
        guard let check = health.check(name, of: probe) else { return .notFound }
        guard let reason = check() else { return .text("ok") }
        report(.unhealthy(probe, check: name, reason: reason))
        return .text("internal server error: \(reason)\n", status: 500)
    }
}
