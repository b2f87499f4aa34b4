import CurlTransport
import Kubernetes
import Scenarios

/// Calls to an API server for which occm has no types.
struct RawCalls: Sendable {
    let transport: CurlTransport
    private let server: String
    private let login: ClusterAccess.Login

    init(_ access: ClusterAccess, _ transport: CurlTransport) {
        self.transport = transport
        server = access.server
        login = access.login
    }

    /// Sends one and returns the answer's body; anything but success is a deviation.
    @discardableResult
    func send(
        _ method: HTTPMethod,
        _ path: String,
        _ body: [UInt8]? = nil,
        contentType: String = "application/json"
    ) async throws -> [UInt8] {
        var headers: HTTPHeaders = ["Content-Type": contentType]
        if case .token(let token) = login { headers.append("Authorization", "Bearer \(token.reveal())") }
        let answer = try await transport.send(HTTPRequest(method, server + path, headers: headers, body: body))
        let text = String(decoding: answer.body, as: UTF8.self)
        try require((200..<300).contains(answer.status), "\(method) \(path): \(answer.status) \(text)")
        return answer.body
    }
}
