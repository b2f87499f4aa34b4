import CurlTransport
import KeystoneAuth
import Synchronization

/// A session in which somebody else is faster: just before some changes are sent, the same objects are changed.
final class InterferingSession: OpenStackSession {
    private let base: any OpenStackSession
    private let interference: @Sendable () -> Void
    private let left: Mutex<Int>

    /// - Parameter times: before how many changes the interference happens.
    init(_ base: any OpenStackSession, times: Int, _ interference: @escaping @Sendable () -> Void) {
        self.base = base
        self.interference = interference
        left = Mutex(times)
    }

    func send(_ request: APIRequest) async throws(OpenStackError) -> APIResponse {
        let interferes = left.withLock { left in
            guard request.method == .put, left > 0 else { return false }
            left -= 1
            return true
        }
        if interferes { interference() }
        return try await base.send(request)
    }

    func projectID() async throws(OpenStackError) -> String { try await base.projectID() }

    func versions(of service: ServiceType) async throws(OpenStackError) -> [String] {
        try await base.versions(of: service)
    }
}
