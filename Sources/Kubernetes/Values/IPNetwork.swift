import Glibc

/// An IPv4 or IPv6 address.
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16 bytes in network order.
    public var bytes: [UInt8]

    /// Reads an address as `inet_pton` does; `nil` if the text is none.
    public init?(_ text: String) {
        let isV6 = text.contains(":")
        var buffer = [UInt8](repeating: 0, count: isV6 ? 16 : 4)
        guard inet_pton(isV6 ? AF_INET6 : AF_INET, text, &buffer) == 1 else { return nil }
        bytes = buffer
    }

    /// An address from its bytes, of which there must be 4 or 16.
    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Whether it is an IPv6 address.
    public var isV6: Bool { bytes.count == 16 }

    /// The family that it belongs to.
    public var family: IPFamily { isV6 ? .ipv6 : .ipv4 }

    /// The canonical text (RFC 5952 for IPv6).
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(isV6 ? AF_INET6 : AF_INET, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

/// A network in CIDR notation, its host bits cleared.
public struct IPNetwork: Sendable, Hashable, CustomStringConvertible {
    /// The first address.
    public var address: IPAddress
    /// The prefix length, 0…32 or 0…128.
    public var prefix: Int

    /// Reads `address/prefix` and clears the host bits; `nil` if the text is no network.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])), let prefix = Self.prefix(parts[1]),
            prefix <= address.bytes.count * 8
        else { return nil }
        self.prefix = prefix
        self.address = IPAddress(bytes: zip(address.bytes, Self.hostMask(prefix, of: address)).map { $0 & ~$1 })
    }

    /// The last address.
    public var lastAddress: IPAddress {
        IPAddress(bytes: zip(address.bytes, Self.hostMask(prefix, of: address)).map { $0 | $1 })
    }

    /// Whether the address lies in the network.
    public func contains(_ other: IPAddress) -> Bool {
        guard other.isV6 == address.isV6 else { return false }
        return zip(other.bytes, Self.hostMask(prefix, of: other)).map { $0 & ~$1 } == address.bytes
    }

    /// All of a family.
    public static func everyone(v6: Bool) -> Self {
        Self(address: IPAddress(bytes: [UInt8](repeating: 0, count: v6 ? 16 : 4)), prefix: 0)
    }

    private init(address: IPAddress, prefix: Int) {
        self.address = address
        self.prefix = prefix
    }

    /// The bits that tell a network's hosts apart, byte by byte.
    private static func hostMask(_ prefix: Int, of address: IPAddress) -> [UInt8] {
        address.bytes.indices.map { UInt8(truncatingIfNeeded: 0xFF >> min(8, max(0, prefix - $0 * 8))) }
    }

    /// Digits only: no sign, no leading zero (Go's `net.ParseCIDR`).
    private static func prefix(_ text: Substring) -> Int? {
        let digits = text.utf8
        guard (1...3).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        guard digits.count == 1 || digits.first != 48 else { return nil }
        return Int(text)
    }

    /// `10.0.0.0/8`.
    public var description: String { "\(address)/\(prefix)" }
}
