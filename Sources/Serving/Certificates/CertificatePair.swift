public import Kubernetes

/// A certificate and its private key. Printing it never shows the key.
public struct CertificatePair: Sendable, Hashable {
    /// The certificate, then those that issued it, in PEM form.
    public var chain: [UInt8]
    /// The private key in PEM form, not encrypted.
    public var key: Redacted

    /// Puts a pair together; whether it fits shows when it is used.
    public init(chain: [UInt8], key: Redacted) {
        self.chain = chain
        self.key = key
    }
}
