import CurlTransport
import Kubernetes
import Synchronization

/// An API server made of a function; it remembers what it was asked.
final class ScriptedAPI: HTTPTransport {
    /// Gets each request and how many like it (same method and path) came before.
    typealias Script = @Sendable (HTTPRequest, _ number: Int) async -> (status: Int, body: String)

    private let script: Script
    private let recorded = Mutex<[HTTPRequest]>([])

    init(_ script: @escaping Script) { self.script = script }

    /// How often a path that ends so was asked for.
    func count(_ end: String) -> Int { recorded.withLock { $0.count { $0.url.hasSuffix(end) } } }

    /// The bodies that were sent, in order.
    var bodies: [String] { recorded.withLock { $0.map { String(decoding: $0.body ?? [], as: UTF8.self) } } }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let number = recorded.withLock { requests in
            defer { requests.append(request) }
            return requests.count { $0.url == request.url && $0.method == request.method }
        }
        let (status, body) = await script(request, number)
        guard status > 0 else { throw TransportError(.outcomeUnknown, "scripted") }
        return HTTPResponse(status: status, body: Array(body.utf8))
    }

    func stream(_ request: HTTPRequest) async throws(TransportError) -> HTTPStreamedResponse {
        throw TransportError(.invalid, "Serving reads whole answers.")
    }

    func client(_ clock: ClientClock = .system) -> KubernetesClient {
        let access = ClusterAccess(server: "http://api.test")
        return KubernetesClient(
            server: access.server,
            transport: self,
            credentials: ClusterCredentials(access, files: ClusterFiles { _ in nil }, clock: clock),
            pace: RequestPace(rate: 0),
            clock: clock
        )
    }
}

extension ScriptedAPI {
    /// Knows the token `good` of ann, lets everybody who is in group `readers` read, and has no ConfigMap.
    static func usual() -> ScriptedAPI {
        ScriptedAPI { request, _ in
            let body = String(decoding: request.body ?? [], as: UTF8.self)
            if request.url.hasSuffix("/tokenreviews") {
                let user = #"{"username":"ann","groups":["readers"]}"#
                let isGood = body.contains(#""token":"good""#)
                return (
                    201, isGood ? #"{"status":{"authenticated":true,"user":\#(user)}}"# : #"{"status":{"user":{}}}"#
                )
            }
            if request.url.hasSuffix("/subjectaccessreviews") {
                let isReader = body.contains(#""readers""#)
                return (201, #"{"spec":{},"status":{"allowed":\#(isReader)}}"#)
            }
            return (404, #"{"kind":"Status","code":404,"reason":"NotFound","message":"no"}"#)
        }
    }
}
