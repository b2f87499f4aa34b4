import CurlTransport
import FoundationEssentials
import Kubernetes

/// Asks the sandbox's Kubernetes API for what commands need.
///
/// Assumptions: a kubeconfig as the sandbox writes it, with a URL on loopback. Over HTTP no client sends credentials.
/// Failure: ``ClientFailure`` with the server's own words.
struct ClusterClient {
    private let server: String
    private let transport: CurlTransport

    /// Prepares to ask; nothing is sent yet.
    init(kubeconfig: String?) throws {
        let environment = ProcessInfo.processInfo.environment
        server = try ClusterAccess.forUser(kubeconfig: kubeconfig, environment: environment).server
        transport = try CurlTransport()
    }

    /// Makes an object what a manifest says (server-side apply). Returns whether it is new.
    func apply(_ object: JSONValue, _ path: String) async throws -> Bool {
        let headers: HTTPHeaders = ["Content-Type": "application/apply-patch+yaml"]
        let body = Array(try JSONEncoder().encode(object))
        return try await send(.patch, "\(path)?fieldManager=occm-sandbox&force=true", headers, body).status == 201
    }

    /// Reads objects as a table.
    func table(_ path: String) async throws -> ObjectTable {
        let answer = try await send(.get, path, ["Accept": "application/json;as=Table;g=meta.k8s.io;v=v1"])
        return try JSONDecoder().decode(ObjectTable.self, from: Data(answer.body))
    }

    /// Begins the deletion of an object.
    func delete(_ path: String) async throws { _ = try await send(.delete, path) }

    /// Whether an object is there.
    func exists(_ path: String) async throws -> Bool {
        let answer = try await exchange(.get, path)
        if answer.status == 404 { return false }
        try Self.check(answer)
        return true
    }

    private func send(
        _ method: HTTPMethod,
        _ path: String,
        _ headers: HTTPHeaders = [:],
        _ body: [UInt8]? = nil
    ) async throws -> HTTPResponse {
        let answer = try await exchange(method, path, headers, body)
        try Self.check(answer)
        return answer
    }

    private func exchange(
        _ method: HTTPMethod,
        _ path: String,
        _ headers: HTTPHeaders = [:],
        _ body: [UInt8]? = nil
    ) async throws -> HTTPResponse {
        try await transport.send(HTTPRequest(method, server + path, headers: headers, body: body))
    }

    private static func check(_ answer: HTTPResponse) throws {
        guard !(200..<300).contains(answer.status) else { return }
        let status = try? JSONDecoder().decode(APIStatus.self, from: Data(answer.body))
        throw ClientFailure(status?.message ?? "the server answered with HTTP status \(answer.status)")
    }
}

/// Why a command could not do what it was asked for, as a sentence.
struct ClientFailure: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
