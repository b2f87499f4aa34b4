public import Kubernetes
import NIOCore
import NIOPosix

/// The HTTPS endpoint of a controller manager: health, metrics, configuration.
///
/// Guarantees: every request is authenticated and authorized as the Kubernetes API server does; connections are bounded in
/// number, size and time; certificates and CAs are followed as they change. `/debug/pprof` is not offered: it shows Go programs.
/// Failure: ``run()`` throws ``ServingError`` before anything is served, or never.
public struct SecureServer: Sendable {
    private let options: ServingOptions
    private let clock: ClientClock
    private let report: @Sendable (ServingNews) -> Void
    private let certificates: ServingCertificates
    private let authorities: TrustedAuthorities
    private let chain: HandlerChain
    private let connections: OpenConnections

    /// Creates a server, which does nothing until it is run.
    ///
    /// - Parameters:
    ///   - pages: What is served beside health, by path: `/metrics`, `/configz`.
    ///   - health: What `/healthz`, `/livez` and `/readyz` say.
    ///   - authentication: Asks the API server about tokens and CAs (`--authentication-kubeconfig`); `nil` asks nobody.
    ///   - authorization: Asks the API server about rights (`--authorization-kubeconfig`); `nil` asks nobody.
    ///   - report: Is told what happens; must return quickly.
    public init(
        _ options: ServingOptions,
        pages: [String: Page],
        health: HealthChecks,
        authentication: KubernetesClient?,
        authorization: KubernetesClient?,
        files: ClusterFiles = .disk,
        clock: ClientClock = .system,
        report: @escaping @Sendable (ServingNews) -> Void = { _ in }
    ) throws(ServingError) {
        self.options = options
        self.clock = clock
        self.report = report
        certificates = ServingCertificates(options, files: files, clock: clock, report: report)
        authorities = TrustedAuthorities(options.authentication, client: authentication, files: files, report: report)
        connections = OpenConnections(limit: options.limits.connections)
        let tokens = authentication.map { client in
            let call = ReviewCall(client, .token, clock: clock, report: report)
            return TokenAuthenticator(call, cacheTime: options.authentication.tokenCacheTime)
        }
        let accessCall = authorization.map { ReviewCall($0, .access, clock: clock, report: report) }
        chain = HandlerChain(
            authenticator: Authenticator(authorities: authorities, tokens: tokens, clock: clock),
            authorizer: try Authorizer(options.authorization, call: accessCall, clock: clock),
            pages: pages,
            health: health,
            clock: clock,
            report: report
        )
    }

    /// Serves until the task is cancelled; then finishes the answers under way, for at most the stop limit. Once only.
    public func run() async throws(ServingError) {
        try certificates.load()
        try await authorities.load()
        let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let result = await Self.result { () throws(ServingError) in try await serve(on: threads) }
        // There is nothing left that could fail to end.
        try? await threads.shutdownGracefully()
        try result.get()
    }

    private static func result(
        _ body: () async throws(ServingError) -> Void
    ) async -> Result<Void, ServingError> {
        do throws(ServingError) {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}

extension SecureServer {
    private func serve(on threads: MultiThreadedEventLoopGroup) async throws(ServingError) {
        let listener = Listener(options, certificates, chain, connections)
        let accepting = try await listener.bind(on: threads)
        report(.listening(port: accepting.channel.localAddress?.port ?? options.port))
        await withTaskGroup { watchers in
            watchers.addTask { await certificates.watch() }
            watchers.addTask { await authorities.watch(every: options.reloadInterval, clock: clock) }
            await serve(accepting)
            watchers.cancelAll()
        }
        guard Task.isCancelled else {
            throw ServingError(.listen, "The system has closed the socket that connections came from.")
        }
    }

    /// Serves until the task is cancelled and the connections have ended.
    private func serve(_ accepting: Listener.Accepting) async {
        let (ending, end) = AsyncStream<Void>.makeStream()
        // A task of its own: cancellation of the caller must not cut answers under way.
        let serving = Task {
            await withTaskGroup { group in
                group.addTask { await Listener.serve(accepting) }
                group.addTask {
                    for await _ in ending {}
                    await stop(accepting)
                }
                await group.next()
                group.cancelAll()
            }
        }
        await withTaskCancellationHandler {
            await serving.value
        } onCancel: {
            end.finish()
        }
    }

    /// Takes no more connections, and returns when those that are left have had their time.
    private func stop(_ accepting: Listener.Accepting) async {
        accepting.channel.close(promise: nil)
        connections.drain()
        // Cancelled as soon as all connections have ended.
        try? await clock.sleep(options.stopLimit)
        connections.closeAll()
    }
}
