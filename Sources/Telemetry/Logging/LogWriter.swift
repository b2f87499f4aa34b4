import Dispatch
import Glibc
import Synchronization

/// Passes log lines on, one after the other, so that nobody who logs waits for whoever reads.
///
/// Guarantees: lines never mix and keep their order. Nothing is lost that was written before ``flush()``, unless more than
/// `capacity` bytes wait for a reader that reads no more; what is dropped then is counted.
public final class LogWriter: LogOutput {
    private struct State {
        var waiting: [UInt8] = []
        var isPassingOn = false
        var dropped = 0
    }

    private let capacity: Int
    private let passOn: @Sendable ([UInt8]) -> Void
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "log")

    /// Creates a writer.
    ///
    /// - Parameters:
    ///   - capacity: How many bytes wait at most.
    ///   - passOn: Gets whole lines, and may block.
    public init(capacity: Int = 8 << 20, _ passOn: @escaping @Sendable ([UInt8]) -> Void) {
        self.capacity = capacity
        self.passOn = passOn
    }

    /// A writer to standard error.
    public static func standardError() -> LogWriter {
        LogWriter { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if errno == EAGAIN {
                    var waiting = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
                    poll(&waiting, 1, -1)
                } else if errno != EINTR {
                    return
                }
            }
        }
    }

    /// How many lines were dropped because nobody read.
    public var dropped: Int { state.withLock { $0.dropped } }

    /// Takes a line.
    public func write(_ line: String) {
        let mustBegin = state.withLock { state in
            guard state.waiting.count + line.utf8.count <= capacity else {
                state.dropped += 1
                return false
            }
            state.waiting += line.utf8
            defer { state.isPassingOn = true }
            return !state.isPassingOn
        }
        if mustBegin { queue.async { self.drain() } }
    }

    /// Returns when everything that was written before is passed on.
    public func flush() {
        queue.sync { drain() }
    }

    private func drain() {
        while true {
            let batch = state.withLock { state in
                defer { state.waiting = [] }
                state.isPassingOn = !state.waiting.isEmpty
                return state.waiting
            }
            if batch.isEmpty { return }
            passOn(batch)
        }
    }
}
