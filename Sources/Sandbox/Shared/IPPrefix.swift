/// A network in CIDR form: an address whose host bits may be set, and a prefix length.
struct IPPrefix: Sendable, Hashable, CustomStringConvertible {
    /// The address as written.
    let address: IPAddress
    /// The number of leading bits that count.
    let length: Int

    /// Parses `10.0.0.0/16` or `fd00::/64`; a bare address is a prefix of full length. `nil` for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(parts[0]) else { return nil }
        self.address = address
        guard parts.count == 2 else {
            length = address.family.width
            return
        }
        guard let length = Int(parts[1]), (0...address.family.width).contains(length), !parts[1].hasPrefix("+")
        else { return nil }
        self.length = length
    }

    /// The first address: all host bits clear.
    var first: IPAddress { IPAddress(family: address.family, bits: address.bits & ~hostMask) }

    /// The last address: all host bits set.
    var last: IPAddress { IPAddress(family: address.family, bits: address.bits | hostMask) }

    /// Whether an address of the same family lies in the network.
    func contains(_ other: IPAddress) -> Bool { other.family == address.family && (first...last).contains(other) }

    /// `10.0.0.0/16`, with the address as written.
    var description: String { "\(address)/\(length)" }

    private var hostMask: UInt128 {
        let hostBits = UInt128(address.family.width - length)
        return hostBits == 128 ? .max : (1 << hostBits) - 1
    }
}
