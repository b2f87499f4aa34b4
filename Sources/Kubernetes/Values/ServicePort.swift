/// One port of a Service (core/v1 ServicePort).
public struct ServicePort: Codable, Hashable, Sendable {
    /// The name, unique in the Service; empty only if it is the only port.
    public var name: String
    /// The transport protocol.
    public var `protocol`: TransportProtocol
    /// The port that clients use, 1 to 65535.
    public var port: Int
    /// The port of the pods; `nil` means the same as `port`.
    public var targetPort: IntOrString?
    /// The port on every node; 0 while Kubernetes has not allocated one, or was told not to.
    public var nodePort: Int
    /// The application protocol as a hint, such as `http`.
    public var appProtocol: String?

    /// Creates a port.
    public init(
        name: String = "",
        protocol: TransportProtocol = .tcp,
        port: Int,
        targetPort: IntOrString? = nil,
        nodePort: Int = 0,
        appProtocol: String? = nil
    ) {
        self.name = name
        self.protocol = `protocol`
        self.port = port
        self.targetPort = targetPort
        self.nodePort = nodePort
        self.appProtocol = appProtocol
    }

    /// Reads a port; the protocol is TCP unless it is set.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(.name, or: "")
        `protocol` = try container.decode(.protocol, or: .tcp)
        port = try container.decode(.port, or: 0)
        targetPort = try container.decodeIfPresent(IntOrString.self, forKey: .targetPort)
        nodePort = try container.decode(.nodePort, or: 0)
        appProtocol = try container.decodeIfPresent(String.self, forKey: .appProtocol)
    }
}

/// A transport protocol (core/v1 Protocol).
public struct TransportProtocol: OpenValue {
    /// Transmission control protocol.
    public static let tcp = TransportProtocol(rawValue: "TCP")
    /// User datagram protocol.
    public static let udp = TransportProtocol(rawValue: "UDP")
    /// Stream control transmission protocol.
    public static let sctp = TransportProtocol(rawValue: "SCTP")
    /// All protocols.
    public static let known = [tcp, udp, sctp]

    /// The value as Kubernetes writes it.
    public let rawValue: String

    /// Creates a value, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
}
