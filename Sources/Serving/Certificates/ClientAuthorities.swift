import COpenSSL
import FoundationEssentials
import NIOSSL

/// The CAs whose certificates say who a client is.
///
/// Guarantees: a subject is only returned of a chain that leads to one of these CAs, is valid now, and may be used by clients.
/// Assumptions: the TLS handshake has proven that the client has the first certificate's key.
struct ClientAuthorities: Sendable, Hashable {
    /// Why a client's certificate does not count.
    struct Refusal: Error {
        var reason: String
    }

    /// In DER form.
    private let certificates: [[UInt8]]

    /// Reads the certificates of a PEM text; there must be at least one.
    init(pem: [UInt8]) throws(Refusal) {
        do {
            certificates = try NIOSSLCertificate.fromPEMBytes(pem).map { try $0.toDERBytes() }
        } catch {
            throw Refusal(reason: "it holds no certificate in PEM form")
        }
        guard !certificates.isEmpty else { throw Refusal(reason: "it holds no certificate") }
    }

    /// Whom the first certificate of a chain names.
    func subject(of chain: [[UInt8]], at date: Date) throws(Refusal) -> CertificateSubject {
        guard let first = chain.first, let leaf = CertificateHandle(der: first) else {
            throw Refusal(reason: "the certificate can't be read")
        }
        let code = verify(leaf, chain.dropFirst(), at: date)
        guard code == X509_V_OK else {
            throw Refusal(
                reason: X509_verify_cert_error_string(Int(code)).map { String(cString: $0) } ?? "code \(code)"
            )
        }
        return CertificateSubject(leaf, der: first)
    }

    /// What libcrypto says of the chain: an `X509_V_…` code.
    private func verify(
        _ leaf: borrowing CertificateHandle,
        _ intermediates: ArraySlice<[UInt8]>,
        at date: Date
    ) -> Int32 {
        guard let store = X509_STORE_new() else { return X509_V_ERR_OUT_OF_MEM }
        defer { X509_STORE_free(store) }
        for certificate in certificates {
            if let authority = CertificateHandle(der: certificate) { X509_STORE_add_cert(store, authority.pointer) }
        }
        guard let others = X509_stack_new() else { return X509_V_ERR_OUT_OF_MEM }
        defer { X509_stack_free(others) }
        for certificate in intermediates { Self.push(certificate, to: others) }
        guard let context = X509_STORE_CTX_new() else { return X509_V_ERR_OUT_OF_MEM }
        defer { X509_STORE_CTX_free(context) }
        guard
            X509_STORE_CTX_init(context, store, leaf.pointer, others) == 1,
            X509_STORE_CTX_set_default(context, "ssl_client") == 1
        else { return X509_V_ERR_UNSPECIFIED }
        let rules = X509_STORE_CTX_get0_param(context)
        // As Go: a certificate in the pool is trusted although it is no root.
        X509_VERIFY_PARAM_set_flags(rules, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        X509_VERIFY_PARAM_set_time(rules, time_t(date.timeIntervalSince1970))
        let isTrusted = X509_verify_cert(context) == 1
        let code = X509_STORE_CTX_get_error(context)
        return isTrusted ? X509_V_OK : code == X509_V_OK ? X509_V_ERR_UNSPECIFIED : code
    }

    private static func push(_ der: [UInt8], to stack: OpaquePointer) {
        guard let certificate = CertificateHandle(der: der), X509_up_ref(certificate.pointer) == 1 else { return }
        if X509_stack_push(stack, certificate.pointer) == 0 { X509_free(certificate.pointer) }
    }
}

/// Whom a certificate names.
struct CertificateSubject: Sendable, Hashable {
    /// The last CN, as Go has it; empty if there is none.
    var commonName: String
    /// Every O, in order.
    var organizations: [String]
    /// SHA-256 of the certificate, in hexadecimal digits.
    var fingerprint: String

    init(_ certificate: borrowing CertificateHandle, der: [UInt8]) {
        let name = X509_get_subject_name(certificate.pointer)
        commonName = Self.entries(of: name, NID_commonName).last ?? ""
        organizations = Self.entries(of: name, NID_organizationName)
        fingerprint = Digest.sha256(der).hexadecimal
    }

    private static func entries(of name: OpaquePointer?, _ nid: Int32) -> [String] {
        var (entries, index): ([String], Int32) = ([], -1)
        while case let next = X509_NAME_get_index_by_NID(name, nid, index), next >= 0 {
            index = next
            var text: UnsafeMutablePointer<UInt8>?
            let data = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, next))
            let count = ASN1_STRING_to_UTF8(&text, data)
            defer { CRYPTO_free(text, #file, #line) }
            guard count >= 0, let text else { continue }
            entries.append(String(decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self))
        }
        return entries
    }
}
