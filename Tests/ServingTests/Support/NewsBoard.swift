import Serving
import Synchronization

@testable import Kubernetes

/// What a server has told.
final class NewsBoard: Sendable {
    private let told = Mutex<[ServingNews]>([])
    private let bell = Doorbell()

    func note(_ news: ServingNews) {
        told.withLock { $0.append(news) }
        bell.ring()
    }

    /// What the closure finds in all news so far.
    func all<Found>(_ find: (ServingNews) -> Found?) -> [Found] { told.withLock { $0 }.compactMap(find) }

    /// What the closure finds first, as soon as there is so much to find.
    func wait<Found>(for number: Int = 1, _ find: (ServingNews) -> Found?) async throws -> Found {
        while true {
            try Task.checkCancellation()
            let ticket = bell.ticket
            let found = all(find)
            if found.count >= number { return found[number - 1] }
            await bell.wait(after: ticket)
        }
    }
}
