/// The protocols that a listener can speak (Octavia API reference, "Protocol Combinations").
public struct ListenerProtocol: RawRepresentable, Sendable, Hashable {
    /// The name on the wire.
    public var rawValue: String

    /// Any protocol, also one that this release does not know.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Plain TCP.
    public static let tcp = Self(rawValue: "TCP")
    /// Plain UDP.
    public static let udp = Self(rawValue: "UDP")
    /// SCTP, Octavia 2.23 and later.
    public static let sctp = Self(rawValue: "SCTP")
    /// HTTP, with header insertion and L7 policies.
    public static let http = Self(rawValue: "HTTP")
    /// TLS passed through to the members.
    public static let https = Self(rawValue: "HTTPS")
    /// TLS ended at the load balancer.
    public static let terminatedHTTPS = Self(rawValue: "TERMINATED_HTTPS")
    /// The load balancer's own metrics.
    public static let prometheus = Self(rawValue: "PROMETHEUS")

    /// The layer-4 protocol that the listener occupies on its port: two listeners of one L4 protocol exclude each other.
    public var transport: String { self == .udp || self == .sctp ? rawValue : "TCP" }
}

/// Which port of a load balancer, in which layer-4 protocol. Octavia allows one listener each.
public struct ListenerKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// `TCP`, `UDP` or `SCTP`.
    public var transport: String
    /// The port, 1…65535.
    public var port: Int

    /// Creates a key.
    public init(_ transport: String, _ port: Int) {
        self.transport = transport
        self.port = port
    }

    /// `TCP/80`.
    public var description: String { "\(transport)/\(port)" }

    /// By port, then by protocol.
    public static func < (one: Self, other: Self) -> Bool {
        (one.port, one.transport) < (other.port, other.transport)
    }
}

/// What a listener should be.
public struct ListenerSpec: Sendable, Hashable {
    /// The port's index in the Service, from which names are made.
    public var index: Int
    /// The name, given on create and never compared.
    public var name: String
    /// The protocol.
    public var proto: ListenerProtocol
    /// The port, 1…65535.
    public var port: Int
    /// Connections at once; -1 means no limit.
    public var connectionLimit: Int
    /// The timeouts; `nil` where the provider has none.
    public var timeouts: ListenerTimeouts?
    /// The networks that may connect, normalised and sorted; `nil` where the provider has no such filter.
    public var allowedCIDRs: [String]?
    /// The headers to insert, by name; only for HTTP and TERMINATED_HTTPS. Other headers on the listener are kept.
    public var insertHeaders: [String: String]
    /// The pool that serves the listener.
    public var pool: PoolSpec

    /// Creates a listener wish.
    public init(
        index: Int,
        name: String,
        proto: ListenerProtocol,
        port: Int,
        connectionLimit: Int = -1,
        timeouts: ListenerTimeouts? = .init(),
        allowedCIDRs: [String]? = nil,
        insertHeaders: [String: String] = [:],
        pool: PoolSpec
    ) {
        self.index = index
        self.name = name
        self.proto = proto
        self.port = port
        self.connectionLimit = connectionLimit
        self.timeouts = timeouts
        self.allowedCIDRs = allowedCIDRs
        self.insertHeaders = insertHeaders
        self.pool = pool
    }

    /// The listener's place on the load balancer.
    public var key: ListenerKey { ListenerKey(proto.transport, port) }
}

/// A listener's timeouts in milliseconds, 0…86400000 (Octavia 2.1; defaults are Octavia's).
public struct ListenerTimeouts: Sendable, Hashable {
    /// How long a client may be silent.
    public var clientData: Int
    /// How long connecting to a member may take.
    public var memberConnect: Int
    /// How long a member may be silent.
    public var memberData: Int
    /// How long to wait for more TCP packets for content inspection.
    public var tcpInspect: Int

    /// Creates timeouts; the defaults are Octavia's.
    public init(clientData: Int = 50000, memberConnect: Int = 5000, memberData: Int = 50000, tcpInspect: Int = 0) {
        self.clientData = clientData
        self.memberConnect = memberConnect
        self.memberData = memberData
        self.tcpInspect = tcpInspect
    }
}
