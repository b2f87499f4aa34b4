public import KeystoneAuth

/// A cloud's servers and ports as all node work shares them: give the same one to instances and routes.
public struct OpenStackServers: Sendable {
    let session: any OpenStackSession
    let clock: SessionClock
    let reader: ServerReader
    let shared: SharedServers

    /// The servers behind a session; nothing is read before somebody asks.
    public init(session: any OpenStackSession, clock: SessionClock = .system) {
        self.session = session
        self.clock = clock
        reader = ServerReader(session: session, clock: clock)
        shared = SharedServers(reader: reader, clock: clock)
    }
}
