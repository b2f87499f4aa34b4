import CurlTransport
import FoundationEssentials

/// Keystone as occm uses it (Identity API v3).
struct Keystone: Sendable {
    let credentials: Credentials
    let courier: Courier
    let userAgent: String
    let timeout: Duration

    /// `POST /v3/auth/tokens`. Asking twice does no harm, so it is repeated like a read.
    func token() async throws(OpenStackError) -> Token {
        var request = request(.post, "/auth/tokens", body: try AuthRequestBody(credentials: credentials).bytes())
        request.headers["Content-Type"] = "application/json"
        let call = call("token_create", request)
        let response = try await courier.deliver(call)
        guard response.status == 201 || response.status == 200 else { throw refusal(response, call) }
        guard let value = response.headers["X-Subject-Token"], !value.isEmpty,
            let token = try? Token(value: value, body: response.body, now: courier.clock.now())
        else {
            throw OpenStackError(
                .invalidResponse,
                "What is at \(credentials.authURL) does not answer as Keystone's v3 API does: check auth-url in [Global].",
                status: response.status,
                call: call.name,
                requestID: response.requestID
            )
        }
        return token
    }

    /// When the application credential expires (`GET /v3/users/{user}/application_credentials/{id}`); `nil`: never.
    func applicationCredentialExpiry(_ token: Token) async throws(OpenStackError) -> Date? {
        guard let credential = token.applicationCredential, let user = token.user else { return nil }
        let path = "/users/\(ServiceURL.escape(user.id))/application_credentials/\(ServiceURL.escape(credential.id))"
        var request = request(.get, path)
        request.headers["X-Auth-Token"] = token.value.reveal()
        let call = call("application_credential_get", request)
        let response = try await courier.deliver(call)
        guard response.status == 200 else {
            throw OpenStackError(response, to: call)
        }
        let answer = try? JSONDecoder().decode([String: ApplicationCredential].self, from: Data(response.body))
        return answer?["application_credential"]?.expiresAt.flatMap(Token.date)
    }

    private struct ApplicationCredential: Decodable {
        var expiresAt: String?

        private enum CodingKeys: String, CodingKey {
            case expiresAt = "expires_at"
        }
    }

    private func call(_ operation: String, _ request: HTTPRequest) -> Call {
        Call(
            service: "identity",
            subject: "Keystone at \(credentials.authURL)",
            operation: operation,
            request: request,
            isRepeatable: true
        )
    }

    private func request(_ method: HTTPMethod, _ path: String, body: [UInt8]? = nil) -> HTTPRequest {
        HTTPRequest(
            method,
            credentials.authURL + path,
            headers: ["Accept": "application/json", "User-Agent": userAgent],
            body: body,
            timeout: timeout,
            responseLimit: 8 << 20
        )
    }

    private func refusal(_ response: HTTPResponse, _ call: Call) -> OpenStackError {
        var error = OpenStackError(response, to: call)
        switch response.status {
        case 401:
            error.message =
                "\(call.subject) refuses \(credentials.subject). Check in [Global]: \(credentials.relevantKeys)."
        case 404:
            error.message = "There is no Keystone v3 API at \(credentials.authURL): check auth-url in [Global]."
        default:
            break
        }
        return error
    }
}
