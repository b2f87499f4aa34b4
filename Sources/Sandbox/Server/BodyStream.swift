import Synchronization

/// The body of an answer that goes on as long as its reader stays.
///
/// Guarantees: what is sent reaches the connection in the order of the calls, whichever threads they come from; what is sent
/// before the head went out waits for it. Assumptions: `attach` is called once.
final class BodyStream: Sendable {
    /// One thing that happens to the body.
    enum Signal: Sendable {
        /// Bytes come.
        case bytes([UInt8])
        /// The body ends as it should.
        case end
        /// The connection closes in the middle of the body.
        case breakOff
    }

    private struct Contents {
        var waiting: [Signal] = []
        var wake: (@Sendable () -> Void)?
    }

    private let contents = Mutex(Contents())
    private let readerLeft: @Sendable () -> Void

    /// Creates a stream that tells when its reader has gone.
    init(readerLeft: @escaping @Sendable () -> Void) { self.readerLeft = readerLeft }

    /// Appends to the body.
    func send(_ signal: Signal) {
        let wake = contents.withLock { contents in
            contents.waiting.append(signal)
            return contents.wake
        }
        wake?()
    }

    /// Says how to let the connection know that something waits; from any thread.
    func attach(wake: @escaping @Sendable () -> Void) {
        contents.withLock { $0.wake = wake }
        wake()
    }

    /// Takes what waits, in order.
    func takeWaiting() -> [Signal] {
        contents.withLock { contents in
            defer { contents.waiting = [] }
            return contents.waiting
        }
    }

    /// The connection is gone: nothing more is wanted.
    func close() {
        contents.withLock { $0.wake = nil }
        readerLeft()
    }
}
