import NIOSSL

/// The certificates of a PEM text in DER form, as a TLS connection shows them.
struct DERChain {
    let certificates: [[UInt8]]

    init(pem: [UInt8]) throws {
        certificates = try NIOSSLCertificate.fromPEMBytes(pem).map { try $0.toDERBytes() }
    }
}
