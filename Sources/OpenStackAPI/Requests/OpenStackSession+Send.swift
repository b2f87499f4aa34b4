import CurlTransport
import FoundationEssentials
public import KeystoneAuth

extension OpenStackSession {
    /// Sends the request and reads its answer.
    ///
    /// Failure: besides the session's own errors, `.badRequest` for a request that would reach something else than it
    /// means (an empty id), and `.invalidResponse` for an answer that can't be read.
    public func send<Response>(_ request: Request<Response>) async throws(OpenStackError) -> Response {
        var call = request.call
        try requirePath(of: call)
        if let body = request.body { call.body = try encode(body, for: call) }
        let answer = try await send(call)
        return try read(answer, to: call) { try request.decode(answer) }
    }

    /// Sends the request; an object that is not there (404) is `nil`.
    public func sendIfPresent<Response>(_ request: Request<Response>) async throws(OpenStackError) -> Response? {
        do {
            return try await send(request)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// Sends a deletion; an object that is already gone (404) is a success.
    public func deleteIfPresent(_ request: Request<Void>) async throws(OpenStackError) {
        _ = try await sendIfPresent(request)
    }

    /// Runs `body`, which turns the answer to `call` into a value, and names the call in its failure.
    func read<Value>(
        _ answer: APIResponse,
        to call: APIRequest,
        _ body: () throws -> Value
    ) throws(OpenStackError) -> Value {
        do {
            return try body()
        } catch {
            throw OpenStackError(
                .invalidResponse,
                "The answer of the \(call.service.rawValue) service is not what its API promises: \(reason(error)).",
                status: answer.status,
                call: call.line,
                requestID: answer.requestID
            )
        }
    }

    /// An id that is empty or made of dots would make the path of another resource, or of the whole collection.
    private func requirePath(of call: APIRequest) throws(OpenStackError) {
        let segments = call.path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard segments.allSatisfy({ segment in segment.contains { $0 != "." } }) else {
            throw OpenStackError(
                .badRequest,
                "An id in this request is empty or no id: nothing was sent.",
                call: call.line
            )
        }
    }

    private func encode(_ body: any Encodable, for call: APIRequest) throws(OpenStackError) -> [UInt8] {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(body))
        } catch {
            throw OpenStackError(.badRequest, "The request can't be written as JSON: \(error).", call: call.line)
        }
    }
}

extension APIRequest {
    /// Method and path, as errors name a call.
    var line: String { "\(method.rawValue) \(path)" }
}

/// Where in the JSON something is wrong, and what.
private func reason(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    switch error {
    case .keyNotFound(let key, let context): return "\(path(context.codingPath + [key])) is missing"
    case .valueNotFound(_, let context): return "\(path(context.codingPath)) is null"
    case .typeMismatch(let type, let context): return "\(path(context.codingPath)) is no \(type)"
    case .dataCorrupted(let context):
        return context.codingPath.isEmpty
            ? context.debugDescription : "\(path(context.codingPath)): \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
}

private func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
}
