import NIOSSL

/// A version of TLS, by the names of `--tls-min-version` (Go's crypto/tls).
public enum TLSVersion: String, Sendable, Hashable, CaseIterable {
    case tls10 = "VersionTLS10"
    case tls11 = "VersionTLS11"
    case tls12 = "VersionTLS12"
    case tls13 = "VersionTLS13"

    /// Reads a name; the empty one is the default, TLS 1.2.
    ///
    /// Failure: ``ServingError`` with code `.options`.
    public init(name: String) throws(ServingError) {
        guard let version = name.isEmpty ? .tls12 : TLSVersion(rawValue: name) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw ServingError(.options, "--tls-min-version \(name.debugDescription) is unknown; give one of \(known).")
        }
        self = version
    }

    var version: NIOSSL.TLSVersion {
        switch self {
        case .tls10: .tlsv1
        case .tls11: .tlsv11
        case .tls12: .tlsv12
        case .tls13: .tlsv13
        }
    }
}
