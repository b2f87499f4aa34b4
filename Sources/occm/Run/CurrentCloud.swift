import CloudProvider
import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import OctaviaLB
import Planning
import Synchronization

/// The cloud as cloud.conf, clouds.yaml and the certificate files describe it now.
///
/// Guarantees: a pass works with one configuration from its beginning to its end. Files that can't be used, and
/// credentials that the cloud refuses, change nothing: what was used before stays, and that is told once.
final class CurrentCloud: LoadBalancers, Sendable {
    /// What is told about the configuration.
    enum News: Sendable {
        /// New files are used from now on.
        case reloaded
        /// New files can't be used; what was used before stays.
        case refused(any Error)
    }

    private struct State: Sendable {
        var connection: CloudConnection
        /// What was refused last.
        var refused: String?
    }

    /// How often the files are looked at.
    private static let period = Duration.seconds(10)

    /// Ticks when other files are used from now on.
    let reloads: AsyncStream<Void>

    private let reloaded: AsyncStream<Void>.Continuation
    private let load: @Sendable () throws -> CloudConnection.Source
    private let connect: @Sendable (CloudConnection.Source) throws -> CloudConnection
    private let state: Mutex<State>

    /// Connects to the cloud that the files describe; nothing is sent yet.
    init(
        load: @escaping @Sendable () throws -> CloudConnection.Source,
        connect: @escaping @Sendable (CloudConnection.Source) throws -> CloudConnection
    ) throws {
        (reloads, reloaded) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.load = load
        self.connect = connect
        state = Mutex(State(connection: try connect(load())))
    }

    /// The connection to work with now.
    var connection: CloudConnection { state.withLock { $0.connection } }

    /// Looks at the files again and again, until the task is cancelled.
    func follow(clock: ClientClock = .system, report: @Sendable (News) -> Void) async {
        while (try? await clock.sleep(Self.period)) != nil {
            if let news = await refresh() { report(news) }
        }
    }

    /// Reads the files again, and goes over to what they say. Returns what is new; `nil` if nothing is.
    func refresh() async -> News? {
        do {
            let source = try load()
            guard source != connection.source else {
                state.withLock { $0.refused = nil }
                return nil
            }
            let successor = try connect(source)
            // Whether the cloud takes the new credentials shows before anything depends on them.
            _ = try await successor.session.token()
            state.withLock { $0 = State(connection: successor) }
            reloaded.yield()
            return .reloaded
        } catch {
            let problem = "\(error)"
            let isNew = state.withLock { state in
                defer { state.refused = problem }
                return state.refused != problem
            }
            return isNew ? .refused(error) : nil
        }
    }
}

extension CurrentCloud {
    /// What would have to change so that the wish is true.
    func plan(_ service: Kubernetes.Service, _ wish: LoadBalancerWish) async throws -> LoadBalancerPlan {
        try await connection.loadBalancers.plan(service, wish)
    }

    /// Makes the wish true, as far as it may be.
    func converge(
        _ service: Kubernetes.Service,
        _ wish: LoadBalancerWish,
        under supervision: Supervision
    ) async throws -> Convergence {
        try await connection.loadBalancers.converge(service, wish, under: supervision)
    }
}
