import CurlTransport
import FoundationEssentials
import KeystoneAuth

/// A session that answers from a script, in order, and remembers what it was asked.
actor ScriptedSession: OpenStackSession {
    /// One answer of the script.
    enum Answer {
        case json(String)
        case failure(OpenStackError)
    }

    private var script: [Answer]
    private(set) var calls: [APIRequest] = []
    private let project: String

    init(project: String = "p1", _ script: Answer...) {
        self.script = script
        self.project = project
    }

    func send(_ request: APIRequest) async throws(OpenStackError) -> APIResponse {
        calls.append(request)
        guard !script.isEmpty else { throw OpenStackError(.unreachable, "the script has ended") }
        switch script.removeFirst() {
        case .json(let text): return APIResponse(status: 200, body: Array(text.utf8), requestID: "req-1")
        case .failure(let error): throw error
        }
    }

    func projectID() async throws(OpenStackError) -> String { project }

    func versions(of service: ServiceType) async throws(OpenStackError) -> [String] { [] }

    /// The query of each call, as `name=value` joined by `&`.
    var queries: [String] {
        calls.map { call in call.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&") }
    }
}

extension APIRequest {
    /// Method, path and query, as a reader would write them.
    var summary: String {
        let query = query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        return "\(method.rawValue) \(path)" + (query.isEmpty ? "" : "?\(query)")
    }

    /// The body as text.
    var text: String? { body.map { String(decoding: $0, as: UTF8.self) } }
}

/// The OpenStack error that `body` throws, if it throws one.
func failure<Value>(_ body: () async throws -> Value) async -> OpenStackError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? OpenStackError
    }
}
