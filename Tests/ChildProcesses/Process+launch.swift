public import Foundation
import Synchronization

extension Process {
    private static let turn = Mutex(())

    /// Starts the process, one at a time in all of the tests.
    ///
    /// `Process.run` of swift-corelibs-foundation may not be called from two threads at once: now and then it reads memory
    /// that another call has freed, and the tests die of SIGSEGV in it.
    public func launchInTurn() throws {
        try Self.turn.withLock { _ in try run() }
    }
}
