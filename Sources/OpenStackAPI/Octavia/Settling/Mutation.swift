/// A change of a load balancer or of something below it.
///
/// Octavia carries out one change of a load balancer at a time and refuses the next one (409) until it is done. So a
/// mutation is no ``Request``: it can only be sent together with a ``Settled`` proof, which sending uses up.
public struct Mutation<Response: Sendable>: Sendable {
    let request: Request<Response>
}

/// A mutation that was accepted, and what must be seen until the next one may be sent.
public struct Pending<Response: Sendable>: Sendable {
    /// Octavia's answer: the object as it starts out.
    public let response: Response
    /// Judges looks at the load balancer.
    public let settlement: Settlement
}
