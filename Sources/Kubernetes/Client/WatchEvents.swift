import CurlTransport

/// One change that a watch tells of (meta/v1 WatchEvent).
public enum WatchEvent<Object: KubernetesObject>: Sendable {
    /// The object is new, at least to this watch.
    case added(Object)
    /// The object changed.
    case modified(Object)
    /// The object is gone; this is its last state.
    case deleted(Object)
    /// Nothing happened up to this version.
    case bookmark(resourceVersion: String)
    /// The watch can't go on.
    case failure(APIStatus)
    /// An object that can't be read was added, changed or deleted.
    case unreadable(UnreadableObject, isDeleted: Bool)
    /// Something that only a newer API server knows.
    case other(String)
}

/// The events of one watch as they arrive.
///
/// Failure: ``KubernetesError``, also when nothing came for too long; the end of the sequence is an orderly close.
public struct WatchEvents<Object: KubernetesObject>: AsyncSequence, Sendable {
    let body: HTTPBodyStream
    let call: APICall
    let longestSilence: Duration
    let clock: ClientClock
    let texts: TextPool

    /// Reads the events in order.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let events: WatchEvents
        private var scanner = LineScanner()
        /// Lines that are read and not yet handed over, the next one last.
        private var lines: [[UInt8]] = []

        init(_ events: WatchEvents) {
            self.events = events
        }

        /// The next event, or `nil` when the API server closed the watch.
        public mutating func next() async throws(KubernetesError) -> WatchEvent<Object>? {
            try await next(isolation: nil)
        }

        /// The next event, or `nil` when the API server closed the watch.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(KubernetesError) -> WatchEvent<Object>? {
            while lines.isEmpty {
                guard let chunk = try await events.nextChunk() else { return nil }
                do {
                    lines = try scanner.read(chunk).reversed()
                } catch {
                    throw KubernetesError(unreadable: "\(error)", events.call)
                }
            }
            guard let line = lines.popLast() else { return nil }
            do {
                return try JSON.decode(WatchLine<Object>.self, from: line, sharing: events.texts).event
            } catch {
                throw KubernetesError(unreadable: JSON.problem(error), events.call)
            }
        }
    }

    /// An iterator over the events that are left; one reads at a time.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }

    /// The next piece of the body; an error if none comes for too long, because the other end may be long gone.
    private func nextChunk() async throws(KubernetesError) -> [UInt8]? {
        let body = body
        let result = await clock.limited(to: longestSilence) { () async -> Result<[UInt8]?, TransportError> in
            var chunks = body.makeAsyncIterator()
            do throws(TransportError) {
                return .success(try await chunks.next())
            } catch {
                return .failure(error)
            }
        }
        guard let result else { throw .silence(call, longestSilence) }
        do throws(TransportError) {
            return try result.get()
        } catch {
            throw KubernetesError(error, to: call)
        }
    }
}

extension KubernetesError {
    /// Nothing came for too long, or nobody waits any more.
    fileprivate static func silence(_ call: APICall, _ limit: Duration) -> KubernetesError {
        guard !Task.isCancelled else { return .cancelled }
        let message = "The watch was silent for \(limit.components.seconds) s; it is opened again."
        return KubernetesError(.unreachable, message, failure: .timeout, call: call.name)
    }
}

/// One line of a watch's body.
private struct WatchLine<Object: KubernetesObject>: Decodable {
    let event: WatchEvent<Object>

    private enum CodingKeys: CodingKey {
        case type, object
    }

    private struct Identity: Decodable {
        var metadata: ObjectMeta
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let type = try container.decode(String.self, forKey: .type)
        switch type {
        case "BOOKMARK":
            let version = try container.decode(Identity.self, forKey: .object).metadata.resourceVersion
            event = .bookmark(resourceVersion: version)
        case "ERROR":
            event = .failure(try container.decode(APIStatus.self, forKey: .object))
        case "ADDED", "MODIFIED", "DELETED":
            event = Self.change(type, in: container)
        default:
            event = .other(type)
        }
    }

    private static func change(_ type: String, in container: KeyedDecodingContainer<CodingKeys>) -> WatchEvent<Object> {
        do {
            let object = try container.decode(Object.self, forKey: .object)
            switch type {
            case "ADDED": return .added(object)
            case "DELETED": return .deleted(object)
            default: return .modified(object)
            }
        } catch {
            let metadata = try? container.decode(Identity.self, forKey: .object).metadata
            let object = UnreadableObject(metadata: metadata, problem: JSON.problem(error))
            return .unreadable(object, isDeleted: type == "DELETED")
        }
    }
}

extension KubernetesClient {
    /// Watches from a version on. Watches have no rate limit, and no time limit but the one that the server is given.
    ///
    /// - Parameter lifetime: When the API server ends the watch by itself.
    public func watch<Object: KubernetesObject>(
        _ type: Object.Type = Object.self,
        _ request: ListRequest = ListRequest(),
        from resourceVersion: String,
        lifetime: Duration
    ) async throws(KubernetesError) -> WatchEvents<Object> {
        var call = APICall(
            method: .get,
            path: Object.resource.path(in: request.namespace),
            resource: Object.resource.plural,
            verb: "watch"
        )
        let seconds = String(max(1, lifetime.components.seconds))
        call.query = [("allowWatchBookmarks", "true")] + request.selection
        call.query += [("resourceVersion", resourceVersion), ("timeoutSeconds", seconds), ("watch", "true")]
        let opening = call
        let answer = await clock.limited(to: longestSilence) { () async -> Result<HTTPBodyStream, KubernetesError> in
            do throws(KubernetesError) {
                return .success(try await stream(opening).body)
            } catch {
                return .failure(error)
            }
        }
        guard let answer else { throw .silence(call, longestSilence) }
        return WatchEvents(
            body: try answer.get(),
            call: call,
            longestSilence: longestSilence,
            clock: clock,
            texts: texts
        )
    }
}
