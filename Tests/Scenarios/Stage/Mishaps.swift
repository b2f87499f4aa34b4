import CurlTransport
import Synchronization

/// What goes wrong between occm and a cloud, once: the next call with that method and path ending.
final class Mishaps: Sendable {
    enum Kind: Sendable {
        /// The call is made, and its answer is lost.
        case loseAnswer
        /// A broken proxy makes the call twice; the first answer arrives.
        case sendTwice
        /// Something happens just before the call.
        case precededBy(@Sendable () async throws -> Void)
    }

    private struct Entry: Sendable {
        let method: HTTPMethod
        let ending: String
        let kind: Kind
    }

    private let pending = Mutex<[Entry]>([])

    /// Arranges a mishap for the next call whose path, without query, contains that text.
    func arrange(_ kind: Kind, of method: HTTPMethod, _ path: String) {
        pending.withLock { $0.append(Entry(method: method, ending: path, kind: kind)) }
    }

    fileprivate func strike(_ request: HTTPRequest) -> Kind? {
        pending.withLock { entries in
            let path = request.url.prefix { $0 != "?" }
            let index = entries.firstIndex { $0.method == request.method && path.contains($0.ending) }
            return index.map { entries.remove(at: $0).kind }
        }
    }
}

/// A transport on which mishaps happen.
struct RoughTransport: HTTPTransport {
    let base: any HTTPTransport
    let mishaps: Mishaps

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        switch mishaps.strike(request) {
        case .loseAnswer:
            _ = try await base.send(request)
            throw TransportError(.outcomeUnknown, "The answer was lost.", target: request.url)
        case .sendTwice:
            let answer = try await base.send(request)
            _ = try await base.send(request)
            return answer
        case .precededBy(let event):
            do {
                try await event()
            } catch {
                throw TransportError(.invalid, "What was to come before the call failed: \(error).")
            }
            return try await base.send(request)
        case nil:
            return try await base.send(request)
        }
    }

    func stream(_ request: HTTPRequest) async throws(TransportError) -> HTTPStreamedResponse {
        try await base.stream(request)
    }
}
