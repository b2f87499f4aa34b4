import CurlTransport
import FoundationEssentials
import Synchronization

/// Tells users what happens to their objects.
///
/// Guarantees: recording never waits; when more than `capacity` events wait to be sent, new ones are dropped. Alike
/// events become one (see ``EventCorrelator``). After ``finish()`` what waits is still sent, each event once, then
/// ``run()`` returns.
public final class EventRecorder: Sendable {
    /// What was recorded, for the log.
    public typealias Log = @Sendable (Event) -> Void

    private struct State {
        var waiting: [Event] = []
        var isFinished = false
        var dropped = 0
        var lastNanoseconds: Int64 = 0
    }

    /// How many events wait at most (client-go `maxQueuedEvents`).
    public static let capacity = 1000
    /// How often an event is sent when there is no answer (client-go `maxTriesPerEvent`), and how long it waits between.
    private static let tries = 12
    private static let pause = Duration.seconds(10)

    private let component: String
    private let client: KubernetesClient
    private let clock: ClientClock
    private let log: Log
    private let state = Mutex(State())
    private let bell = Doorbell()
    private let ending = Doorbell()

    /// Creates a recorder.
    ///
    /// - Parameters:
    ///   - component: Who says it: `service-controller`.
    ///   - client: A client with a pace of its own.
    ///   - log: Is told of every event when it is recorded.
    public init(
        component: String,
        client: KubernetesClient,
        clock: ClientClock = .system,
        log: @escaping Log = { _ in }
    ) {
        self.component = component
        self.client = client
        self.clock = clock
        self.log = log
    }

    /// Records that something happened to an object.
    public func record(_ object: ObjectReference, _ type: EventType, reason: String, message: String) {
        let date = clock.now()
        let event = state.withLock { state in
            // Two events at one moment need two names.
            state.lastNanoseconds = max(state.lastNanoseconds + 1, Int64(date.timeIntervalSince1970 * 1e9))
            let event = Event(
                metadata: ObjectMeta(
                    name: Self.name(object.name ?? "", state.lastNanoseconds),
                    namespace: object.namespace ?? "default"
                ),
                involvedObject: object,
                type: type,
                reason: reason,
                message: message.prefix(utf8: 1024),
                component: component,
                timestamp: Timestamp.seconds(date)
            )
            if !state.isFinished, state.waiting.count < Self.capacity {
                state.waiting.append(event)
            } else {
                state.dropped += 1
            }
            return event
        }
        log(event)
        bell.ring()
    }

    /// How many events were dropped because too many waited.
    public var dropped: Int { state.withLock { $0.dropped } }

    /// Takes no more events.
    public func finish() {
        state.withLock { $0.isFinished = true }
        bell.ring()
        ending.ring()
    }

    /// Sends events until ``finish()`` was called and all are sent, or the task is cancelled.
    public func run() async {
        var correlator = EventCorrelator()
        while !Task.isCancelled {
            let ticket = bell.ticket
            let (batch, isFinished) = state.withLock { state in
                defer { state.waiting = [] }
                return (state.waiting, state.isFinished)
            }
            for event in batch { await send(correlator.observe(event, at: clock.uptime())) }
            if !batch.isEmpty { continue }
            if isFinished { return }
            await bell.wait(after: ticket)
        }
    }
}

extension EventRecorder {
    private func send(_ call: EventCorrelator.Call) async {
        guard call != .drop else { return }
        for attempt in 1...Self.tries {
            let ticket = ending.ticket
            do throws(KubernetesError) {
                return try await sendOnce(call)
            } catch {
                // The API server's no is final; an event is not worth more.
                guard error.status == nil, error.code != .cancelled, attempt < Self.tries, !isFinished else { return }
                let delay = attempt == 1 ? Self.pause * clock.random() : Self.pause
                await ending.wait(after: ticket, atMost: delay, clock: clock)
            }
        }
    }

    private func sendOnce(_ call: EventCorrelator.Call) async throws(KubernetesError) {
        switch call {
        case .drop:
            break
        case .create(let event):
            try await client.create(event)
        case .count(let event):
            do {
                try await client.patch(Event.self, event.key, with: .repeated(event))
            } catch  where error.code == .notFound {
                // Events expire after an hour.
                try await client.create(event)
            }
        }
    }

    private var isFinished: Bool { state.withLock { $0.isFinished } }

    /// `<object>.<nanoseconds in hex>`; a uuid where the object's name makes no name of an object.
    private static func name(_ object: String, _ nanoseconds: Int64) -> String {
        let name = "\(object).\(String(nanoseconds, radix: 16))"
        return NameRules.problem(withName: name, .subdomain) == nil ? name : UUID().uuidString.lowercased()
    }
}

extension ObjectPatch {
    /// Counts an event up.
    static func repeated(_ event: Event) -> ObjectPatch {
        ObjectPatch(
            .strategicMerge,
            [
                "count": .int(Int64(event.count)),
                "lastTimestamp": .string(event.lastTimestamp),
                "message": .string(event.message),
            ]
        )
    }
}

extension String {
    /// The beginning that has at most so many bytes: an event is no place for a whole answer of a cloud.
    fileprivate func prefix(utf8 limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var result = ""
        for character in self {
            guard result.utf8.count + character.utf8.count <= limit else { break }
            result.append(character)
        }
        return result
    }
}
