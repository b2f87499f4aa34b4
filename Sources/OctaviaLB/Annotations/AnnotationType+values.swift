import Kubernetes

/// Protocols for ports: one for all TCP ports, or some by port number or name.
public enum ProtocolByPort: Sendable, Hashable {
    /// The same for every TCP port.
    case all(String)
    /// For some ports, keyed by number or name; the others keep their own.
    case byPort([String: String])

    /// The protocol asked for a port, if any; `all` concerns TCP ports only.
    func proto(port: Int, name: String?, transport: String) -> String? {
        switch self {
        case .all(let proto): transport == "TCP" ? proto : nil
        case .byPort(let table): table[String(port)] ?? name.flatMap { table[$0] }
        }
    }
}

extension AnnotationType<ProtocolByPort> {
    /// `HTTP`, or `80:HTTP,443:TCP`, or `web:HTTP`. Which protocols fit where is decided later, with the port at hand.
    static let protocolByPort = Self(name: "a protocol, or a list like `80:HTTP,443:TCP`") { text in
        let items = text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
        if items.count == 1, let only = items.first, !only.contains(":") {
            return only.isEmpty ? nil : .all(only.uppercased())
        }
        var table: [String: String] = [:]
        for item in items {
            let parts = item.split(separator: ":", omittingEmptySubsequences: false).map(\.trimmed)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, table[parts[0]] == nil else { return nil }
            table[parts[0]] = parts[1].uppercased()
        }
        return .byPort(table)
    }
}

/// Which PROXY protocol the pools speak.
public enum ProxyProtocol: String, Sendable, Hashable {
    /// None.
    case off = ""
    /// Version 1.
    case v1 = "PROXY"
    /// Version 2, Octavia 2.22 and later.
    case v2 = "PROXYV2"
}

extension AnnotationType<ProxyProtocol> {
    /// `true`, `v1`, `v2`, `false`.
    static let proxyProtocol = Self(name: "`true`, `v1`, `v2` or `false`") { text in
        switch text {
        case "true", "v1": .v1
        case "v2": .v2
        case "false": .off
        default: nil
        }
    }
}

extension AnnotationType<[IPNetwork]> {
    /// Networks separated by commas or white space; empty means everyone.
    static let sourceRanges = Self(name: "networks like `10.0.0.0/8`, separated by commas") { text in
        let items = text.split { $0 == "," || $0.isWhitespace }
        let networks = items.compactMap { IPNetwork(String($0)) }
        return networks.count == items.count ? networks : nil
    }
}

extension AnnotationType<NodeSelector> {
    /// `a=b,c`: items are split at the first `=`; `c` and `c=` take any value (the Go OCCM's rule).
    static let labels = Self(name: "labels like `a=b,c`") { text in
        var selector: NodeSelector = [:]
        for item in text.split(separator: ",").map(\.trimmed) where !item.isEmpty {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let value = parts.count == 2 && !parts[1].isEmpty ? parts[1] : nil
            selector.updateValue(value, forKey: parts[0])
        }
        return selector
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
