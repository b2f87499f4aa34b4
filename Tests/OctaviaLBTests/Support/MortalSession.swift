import KeystoneAuth
import Synchronization

/// A session whose process dies at a chosen call: that call, and all after it, have no answer.
final class MortalSession: OpenStackSession {
    /// The process died; nothing in it goes on.
    static let death = OpenStackError(.cancelled, "The process was killed.")

    private let base: any OpenStackSession
    private let last: Int
    private let isAppliedAtDeath: Bool
    private let count = Mutex(0)

    /// - Parameters:
    ///   - calls: how many calls are answered before it dies.
    ///   - applied: whether the call it dies at still reaches the cloud.
    init(_ base: any OpenStackSession, after calls: Int, applied: Bool) {
        self.base = base
        last = calls
        isAppliedAtDeath = applied
    }

    func send(_ request: APIRequest) async throws(OpenStackError) -> APIResponse {
        let number = count.withLock { count in
            count += 1
            return count
        }
        if number <= last { return try await base.send(request) }
        if number == last + 1, isAppliedAtDeath { _ = try await base.send(request) }
        throw Self.death
    }

    func projectID() async throws(OpenStackError) -> String { try await base.projectID() }

    func versions(of service: ServiceType) async throws(OpenStackError) -> [String] {
        try await base.versions(of: service)
    }
}
