import COpenSSL
public import FoundationEssentials
import Kubernetes

/// What a certificate that we make says.
public struct CertificateTemplate: Sendable {
    /// What the certificate is good for.
    public enum Usage: Sendable {
        /// It issues others.
        case authority
        /// A server shows it (extended key usage serverAuth).
        case server
        /// A client shows it (extended key usage clientAuth).
        case client
    }

    /// Whom it names (CN).
    public var commonName: String
    /// To what groups that one belongs (O), in order.
    public var organizations: [String] = []
    /// The DNS names for which it stands.
    public var names: [String] = []
    /// The IP addresses for which it stands.
    public var addresses: [String] = []
    /// What it is good for.
    public var usage: Usage
    /// When it becomes valid.
    public var begin: Date
    /// When it is no longer valid.
    public var end: Date

    /// Creates a template.
    public init(_ commonName: String, usage: Usage, begin: Date, end: Date) {
        self.commonName = commonName
        self.usage = usage
        self.begin = begin
        self.end = end
    }

    /// Makes the certificate and a P-256 key for it, signed by the issuer, or by itself. The issuer's chain follows it.
    ///
    /// Failure: ``ServingError`` with code `.certificate`.
    public func issue(by issuer: CertificatePair? = nil) throws(ServingError) -> CertificatePair {
        guard let key = KeyHandle(EVP_PKEY_generate_p256()), let certificate = CertificateHandle(X509_new()) else {
            throw refusal("libcrypto makes no key")
        }
        try write(to: certificate, key)
        if let issuer {
            guard let authority = CertificateHandle(pem: issuer.chain), let signer = KeyHandle(pem: issuer.key) else {
                throw refusal("its issuer's certificate or key can't be read")
            }
            try sign(certificate, issuer: authority, signer)
        } else {
            try sign(certificate, issuer: certificate, key)
        }
        guard let chain = certificate.pem, let pem = key.pem else { throw refusal("it can't be written as PEM") }
        return CertificatePair(chain: chain + (issuer?.chain ?? []), key: pem)
    }

    private func write(
        to certificate: borrowing CertificateHandle,
        _ key: borrowing KeyHandle
    ) throws(ServingError) {
        let pointer = certificate.pointer
        let isWritten =
            X509_set_version(pointer, 2) == 1
            && ASN1_INTEGER_set_uint64(X509_get_serialNumber(pointer), .random(in: 1..<UInt64(Int64.max))) == 1
            && ASN1_TIME_set(X509_getm_notBefore(pointer), begin.seconds) != nil
            && ASN1_TIME_set(X509_getm_notAfter(pointer), end.seconds) != nil
            && X509_set_pubkey(pointer, key.pointer) == 1
        guard isWritten, let subject = X509_get_subject_name(pointer) else { throw refusal("libcrypto refuses it") }
        let names = organizations.map { (NID_organizationName, $0) } + [(NID_commonName, commonName)]
        for (nid, text) in names where !text.isEmpty {
            let isAdded = X509_NAME_add_entry_by_NID(subject, nid, MBSTRING_UTF8, text, -1, -1, 0) == 1
            guard isAdded else { throw refusal("the name \(text.debugDescription) is too long") }
        }
    }

    private func sign(
        _ certificate: borrowing CertificateHandle,
        issuer: borrowing CertificateHandle,
        _ key: borrowing KeyHandle
    ) throws(ServingError) {
        for (nid, value) in extensions {
            let isAdded = X509_add_extension(certificate.pointer, issuer.pointer, nid, value) == 1
            guard isAdded else { throw refusal("libcrypto does not take the extension \(value)") }
        }
        guard
            X509_set_issuer_name(certificate.pointer, X509_get_subject_name(issuer.pointer)) == 1,
            X509_sign(certificate.pointer, key.pointer, EVP_sha256()) > 0
        else { throw refusal("it can't be signed") }
    }

    /// Extensions in the notation of x509v3_config(5).
    private var extensions: [(nid: Int32, value: String)] {
        let alternatives = names.map { "DNS:\($0)" } + addresses.map { "IP:\($0)" }
        let common =
            [(NID_subject_key_identifier, "hash")]
            + (alternatives.isEmpty ? [] : [(NID_subject_alt_name, alternatives.joined(separator: ","))])
        switch usage {
        case .authority:
            let signs = "critical,keyCertSign,digitalSignature"
            return common + [(NID_basic_constraints, "critical,CA:TRUE"), (NID_key_usage, signs)]
        case .server:
            return common + Self.leaf("serverAuth")
        case .client:
            return common + Self.leaf("clientAuth")
        }
    }

    private static func leaf(_ usage: String) -> [(Int32, String)] {
        [
            (NID_basic_constraints, "critical,CA:FALSE"), (NID_key_usage, "critical,digitalSignature"),
            (NID_ext_key_usage, usage),
        ]
    }

    private func refusal(_ reason: String) -> ServingError {
        ServingError(.certificate, "No certificate can be made for \(commonName.debugDescription): \(reason).")
    }
}

extension Date {
    /// Whole seconds since 1970.
    fileprivate var seconds: time_t { time_t(timeIntervalSince1970) }
}
