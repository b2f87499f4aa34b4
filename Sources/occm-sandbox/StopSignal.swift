import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Waits for the user or the system to ask the program to end.
enum StopSignal {
    /// Returns on the first SIGINT or SIGTERM.
    static func wait() async {
        let (asked, ask) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { ask.yield() }
            source.resume()
            return source
        }
        for await _ in asked { break }
        sources.forEach { $0.cancel() }
    }
}
