/// The addresses of a subnet: which are free, and the lowest of them next.
struct AddressPool: Sendable {
    private let range: ClosedRange<IPAddress>
    private var used: Set<IPAddress> = []
    private var next: IPAddress

    init(_ range: ClosedRange<IPAddress>) {
        self.range = range
        next = range.lowerBound
    }

    /// Takes the lowest free address that was not given back lately; `nil` when all are taken.
    mutating func take() -> IPAddress? {
        let start = next
        repeat {
            let candidate = next
            next = candidate == range.upperBound ? range.lowerBound : candidate.advanced(by: 1)
            if used.insert(candidate).inserted { return candidate }
        } while next != start
        return nil
    }

    /// Takes one address; `false` when it is taken already.
    mutating func take(_ address: IPAddress) -> Bool { used.insert(address).inserted }

    /// Gives an address back.
    mutating func giveBack(_ address: IPAddress) { used.remove(address) }
}
