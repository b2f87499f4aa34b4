import CCurl
import Synchronization

/// How other threads tell the event loop what to do: a locked list, and a wake-up when it was empty.
///
/// Guarantees: a letter posted is read, or answered as shut down. Every libcurl call but `curl_multi_wakeup`, which is
/// made for other threads, stays with the loop.
final class Mailbox: Sendable {
    /// Something for the loop to do.
    enum Letter: Sendable {
        case exchange(Exchange, Exchange.State.Instruction)
        case stop
    }

    private struct State {
        var letters: [Letter] = []
        var isOpen = true
    }

    // A libcurl multi handle; only `curl_multi_wakeup` may be called on it off the loop thread, and only while open.
    private nonisolated(unsafe) let multi: UnsafeMutableRawPointer
    private let state = Mutex(State())

    init(waking multi: UnsafeMutableRawPointer) {
        self.multi = multi
    }

    /// Hands the loop something to do. An exchange that comes after the end is finished here.
    func post(_ letter: Letter) {
        let isOpen = state.withLock { state in
            guard state.isOpen else { return false }
            // The lock is held while waking, so that the handle can't be freed in between.
            if state.letters.isEmpty { curl_multi_wakeup(multi) }
            state.letters.append(letter)
            return true
        }
        if !isOpen { Self.refuse(letter) }
    }

    /// Everything posted since the last call, in order.
    func collect() -> [Letter] {
        state.withLock { state in
            defer { state.letters = [] }
            return state.letters
        }
    }

    /// Takes no more letters; those not read yet are answered. After this, the multi handle may be freed.
    func close() {
        let unread = state.withLock { state in
            state.isOpen = false
            defer { state.letters = [] }
            return state.letters
        }
        unread.forEach(Self.refuse)
    }

    private static func refuse(_ letter: Letter) {
        if case .exchange(let exchange, _) = letter { exchange.finish(.shutDown) }
    }
}
