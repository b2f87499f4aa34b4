import NIOCore
import Synchronization

/// The connections of a server, so that there are not too many, and that they end when the server does.
final class OpenConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        /// Those with a request that is not yet answered.
        var busy: Set<ObjectIdentifier> = []
        var isDraining = false
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether one more connection may be served. One that may is counted until it closes.
    func admit(_ channel: any Channel) -> Bool {
        let key = ObjectIdentifier(channel)
        let isAdmitted = state.withLock { state in
            guard !state.isDraining, state.channels.count < limit else { return false }
            state.channels[key] = channel
            return true
        }
        if isAdmitted { channel.closeFuture.whenComplete { [weak self] _ in self?.forget(key) } }
        return isAdmitted
    }

    /// A request came.
    func begin(_ channel: any Channel) {
        state.withLock { _ = $0.busy.insert(ObjectIdentifier(channel)) }
    }

    /// A request was answered. Returns whether another one may follow.
    func end(_ channel: any Channel) -> Bool {
        state.withLock { state in
            state.busy.remove(ObjectIdentifier(channel))
            return !state.isDraining
        }
    }

    /// Whether connections end after the answer under way.
    var isDraining: Bool { state.withLock { $0.isDraining } }

    /// Closes connections that wait for a request, the others after their answer, and admits no more.
    func drain() {
        let idle = state.withLock { state in
            state.isDraining = true
            return state.channels.filter { !state.busy.contains($0.key) }.values
        }
        for channel in idle { channel.close(promise: nil) }
    }

    /// Closes all connections.
    func closeAll() {
        for channel in state.withLock({ Array($0.channels.values) }) { channel.close(promise: nil) }
    }

    private func forget(_ key: ObjectIdentifier) {
        state.withLock { state in
            state.channels[key] = nil
            state.busy.remove(key)
        }
    }
}
