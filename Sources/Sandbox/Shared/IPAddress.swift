/// An IPv4 or IPv6 address.
struct IPAddress: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The family of an address.
    enum Family: Sendable, Hashable {
        case v4, v6
        /// The number of bits of an address.
        var width: Int { self == .v4 ? 32 : 128 }
    }

    /// The family.
    let family: Family
    /// The address as a number.
    let bits: UInt128

    /// Creates an address from its number.
    init(family: Family, bits: UInt128) {
        self.family = family
        self.bits = bits
    }

    /// Parses dotted-quad IPv4 without leading zeros, or IPv6 in RFC 4291 form without a zone; `nil` for anything else.
    init?(_ text: some StringProtocol) {
        if text.contains(":") {
            guard let bits = Self.parseV6(String(text)) else { return nil }
            self.init(family: .v6, bits: bits)
        } else {
            guard let bits = Self.parseV4(String(text)) else { return nil }
            self.init(family: .v4, bits: UInt128(bits))
        }
    }

    /// IPv4 addresses come before IPv6 ones.
    static func < (left: IPAddress, right: IPAddress) -> Bool {
        (left.family.width, left.bits) < (right.family.width, right.bits)
    }

    /// The address that many places further on, wrapping around at the family's end.
    func advanced(by distance: Int) -> IPAddress {
        let mask = UInt128.max >> UInt128(128 - family.width)
        return IPAddress(family: family, bits: (bits &+ UInt128(truncatingIfNeeded: distance)) & mask)
    }

    /// The canonical text (RFC 5952 for IPv6).
    var description: String {
        switch family {
        case .v4: [24, 16, 8, 0].map { String((bits >> $0) & 0xFF) }.joined(separator: ".")
        case .v6: Self.formatV6(groups: (0..<8).map { UInt16((bits >> UInt128(112 - 16 * $0)) & 0xFFFF) })
        }
    }

    private static func parseV4(_ text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), part.count == 1 || part.first != "0",
                let byte = UInt8(part)
            else { return nil }
            bits = bits << 8 | UInt32(byte)
        }
        return bits
    }

    private static func parseV6(_ text: String) -> UInt128? {
        var text = text
        if let colon = text.lastIndex(of: ":"), text[colon...].contains(".") {
            guard let quad = parseV4(String(text[text.index(after: colon)...])) else { return nil }
            text = text[...colon] + String(quad >> 16, radix: 16) + ":" + String(quad & 0xFFFF, radix: 16)
        }
        guard let gap = text.firstRange(of: "::") else {
            return parseGroups(text[...]).flatMap { $0.count == 8 ? number($0) : nil }
        }
        guard let head = parseGroups(text[..<gap.lowerBound]), let tail = parseGroups(text[gap.upperBound...]),
            head.count + tail.count < 8
        else { return nil }
        return number(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    private static func parseGroups(_ text: Substring) -> [UInt16]? {
        if text.isEmpty { return [] }
        var groups: [UInt16] = []
        for part in text.split(separator: ":", omittingEmptySubsequences: false) {
            guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit), let group = UInt16(part, radix: 16)
            else { return nil }
            groups.append(group)
        }
        return groups
    }

    private static func number(_ groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }

    private static func formatV6(groups: [UInt16]) -> String {
        let gap = longestZeroRun(groups)
        let hexadecimal = groups.map { String($0, radix: 16) }
        guard let gap else { return hexadecimal.joined(separator: ":") }
        return hexadecimal[..<gap.lowerBound].joined(separator: ":") + "::"
            + hexadecimal[gap.upperBound...].joined(separator: ":")
    }

    private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
        var best: Range<Int>?
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start > max(best?.count ?? 0, 1) { best = start..<index }
            start = index + 1
        }
        return best
    }
}
