import CurlTransport
import KeystoneAuth
import Synchronization

/// The calls of one run of occm.
final class CallLog: SessionObserver {
    private let exchanges = Mutex<[FinishedExchange]>([])

    func finished(_ exchange: FinishedExchange) { exchanges.withLock { $0.append(exchange) } }

    /// The calls that can change something, in their order, by `resource_verb`.
    var changes: [String] {
        exchanges.withLock { $0.filter { !$0.method.isSafe && $0.service != "identity" }.map(\.operation) }
    }
}
