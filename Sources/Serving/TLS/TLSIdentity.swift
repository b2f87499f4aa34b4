import FoundationEssentials
import Kubernetes
import NIOSSL

/// A certificate that is ready to be shown.
struct TLSIdentity: Sendable {
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource
    /// When the certificate is no longer valid.
    let end: Date
    /// The names that it is for, in lower case.
    let names: [String]

    /// Reads a pair.
    ///
    /// - Parameters:
    ///   - origin: Where it comes from, for the error.
    ///   - names: The names that it is for; none means those of the certificate.
    init(_ pair: CertificatePair, origin: String, names: [String] = []) throws(ServingError) {
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(pair.chain), let leaf = certificates.first else {
            throw ServingError(.certificate, "\(origin): there is no certificate in PEM form.")
        }
        guard let key = try? NIOSSLPrivateKey(bytes: Array(pair.key.reveal().utf8), format: .pem) else {
            throw ServingError(.certificate, "\(origin): there is no private key in PEM form, or it is encrypted.")
        }
        chain = certificates.map { .certificate($0) }
        self.key = .privateKey(key)
        end = Date(timeIntervalSince1970: TimeInterval(leaf.notValidAfter))
        self.names = (names.isEmpty ? leaf.dnsNames : names).map { $0.lowercased() }
        try checkThatKeyFits(origin)
    }

    private func checkThatKeyFits(_ origin: String) throws(ServingError) {
        do {
            _ = try NIOSSLContext(configuration: .makeServerConfiguration(certificateChain: chain, privateKey: key))
        } catch {
            throw ServingError(.certificate, "\(origin): the private key is not the certificate's.")
        }
    }

    /// Whether it is for that name, which a client asked for (RFC 6125 §6.4.3: a wildcard stands for one label).
    func isFor(_ host: String) -> Bool {
        let host = host.lowercased()
        let parent = host.firstIndex(of: ".").map { "*" + host[$0...] }
        return names.contains { $0 == host || $0 == parent }
    }
}

extension NIOSSLCertificate {
    fileprivate var dnsNames: [String] {
        _subjectAlternativeNames().compactMap { name in
            name.nameType == .dnsName ? String(decoding: Array(name.contents), as: UTF8.self) : nil
        }
    }
}
