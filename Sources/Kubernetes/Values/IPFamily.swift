/// The family of an IP address (core/v1 IPFamily).
public struct IPFamily: OpenValue {
    /// Internet protocol version 4.
    public static let ipv4 = IPFamily(rawValue: "IPv4")
    /// Internet protocol version 6.
    public static let ipv6 = IPFamily(rawValue: "IPv6")
    /// Both families.
    public static let known = [ipv4, ipv6]

    /// The value as Kubernetes writes it.
    public let rawValue: String

    /// Creates a value, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The family of an address; `nil` when the text is no IP address.
    public init?(ofAddress address: String) {
        if Self.isIPv4(address.utf8) {
            self = .ipv4
        } else if address.utf8.contains(UInt8(ascii: ":")), address.utf8.allSatisfy(Self.isPartOfIPv6) {
            self = .ipv6
        } else {
            return nil
        }
    }

    /// In one go: thousands of addresses are looked at whenever a Service is.
    private static func isIPv4(_ text: String.UTF8View) -> Bool {
        var (octets, digits, octet) = (1, 0, 0)
        for byte in text {
            if byte == UInt8(ascii: "."), digits > 0 {
                (octets, digits, octet) = (octets + 1, 0, 0)
            } else if (0x30...0x39).contains(byte), digits < 3 {
                (digits, octet) = (digits + 1, octet * 10 + Int(byte - 0x30))
                guard octet <= UInt8.max else { return false }
            } else {
                return false
            }
        }
        return octets == 4 && digits > 0
    }

    private static func isPartOfIPv6(_ byte: UInt8) -> Bool {
        "0123456789abcdefABCDEF:.".utf8.contains(byte)
    }
}

/// How many families a Service wants (core/v1 IPFamilyPolicy).
public struct IPFamilyPolicy: OpenValue {
    /// One family.
    public static let singleStack = IPFamilyPolicy(rawValue: "SingleStack")
    /// Two families where the cluster has both.
    public static let preferDualStack = IPFamilyPolicy(rawValue: "PreferDualStack")
    /// Two families, or none.
    public static let requireDualStack = IPFamilyPolicy(rawValue: "RequireDualStack")
    /// All policies.
    public static let known = [singleStack, preferDualStack, requireDualStack]

    /// The value as Kubernetes writes it.
    public let rawValue: String

    /// Creates a value, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
}
