import Kubernetes

/// One question to the API server, asked again when its answer was lost: reviews change nothing.
///
/// At most five times, and ten seconds in all (k8s.io/apiserver's webhook: 500 ms × 1.5, a fifth of jitter).
struct ReviewCall: Sendable {
    private static let attempts = 5
    private static let limit = Duration.seconds(10)

    private var client: KubernetesClient
    private let kind: ReviewKind
    let clock: ClientClock
    private let report: @Sendable (ServingNews) -> Void

    init(
        _ client: KubernetesClient,
        _ kind: ReviewKind,
        clock: ClientClock,
        report: @escaping @Sendable (ServingNews) -> Void
    ) {
        self.client = client
        self.client.timeout = Self.limit
        self.kind = kind
        self.clock = clock
        self.report = report
    }

    /// The API server's answer.
    func ask<Review: KubernetesObject & Encodable>(_ review: Review) async throws(KubernetesError) -> Review {
        let begin = clock.uptime()
        let answer = await clock.limited(to: Self.limit) { await repeated(review) }
        let result =
            answer ?? .failure(KubernetesError(.unreachable, "The API server gave no answer within 10 seconds."))
        report(.reviewed(kind, code: Self.code(result), duration: clock.uptime() - begin))
        return try result.get()
    }

    private func repeated<Review: KubernetesObject & Encodable>(
        _ review: Review
    ) async -> Result<Review, KubernetesError> {
        var pause = Duration.milliseconds(500)
        for attempt in 1... {
            do throws(KubernetesError) {
                return .success(try await client.create(review))
            } catch {
                guard attempt < Self.attempts, Self.mayRepeat(error.code) else { return .failure(error) }
            }
            let jitter = 1 + 0.2 * clock.random()
            guard (try? await clock.sleep(pause * jitter)) != nil else { break }
            pause = pause * 1.5
        }
        return .failure(KubernetesError(.cancelled, "The question was given up."))
    }

    private static func mayRepeat(_ code: KubernetesError.Code) -> Bool {
        switch code {
        case .throttled, .server, .outcomeUnknown: true
        default: false
        }
    }

    private static func code(_ result: Result<some Sendable, KubernetesError>) -> String {
        switch result {
        case .success: "201"
        case .failure(let error): error.status.map { String($0.code) } ?? "<error>"
        }
    }
}
