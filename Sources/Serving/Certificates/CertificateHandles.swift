import COpenSSL
import Kubernetes

/// A certificate as libcrypto holds it.
struct CertificateHandle: ~Copyable {
    let pointer: OpaquePointer

    init?(_ pointer: OpaquePointer?) {
        guard let pointer else { return nil }
        self.pointer = pointer
    }

    init?(der: [UInt8]) {
        self.init(
            der.withUnsafeBufferPointer { bytes in
                var next = bytes.baseAddress
                return d2i_X509(nil, &next, bytes.count)
            }
        )
    }

    /// The first certificate in a PEM text.
    init?(pem: [UInt8]) {
        self.init(MemoryBIO.reading(pem) { PEM_read_bio_X509($0, nil, nil, nil) })
    }

    deinit { X509_free(pointer) }

    var pem: [UInt8]? { MemoryBIO.written { PEM_write_bio_X509($0, pointer) } }
}

/// A private key as libcrypto holds it.
struct KeyHandle: ~Copyable {
    let pointer: OpaquePointer

    init?(_ pointer: OpaquePointer?) {
        guard let pointer else { return nil }
        self.pointer = pointer
    }

    init?(pem: Redacted) {
        self.init(MemoryBIO.reading(Array(pem.reveal().utf8)) { PEM_read_bio_PrivateKey($0, nil, nil, nil) })
    }

    deinit { EVP_PKEY_free(pointer) }

    var pem: Redacted? {
        MemoryBIO.written { PEM_write_bio_PKCS8PrivateKey($0, pointer, nil, nil, 0, nil, nil) }
            .map { Redacted(String(decoding: $0, as: UTF8.self)) }
    }
}

/// Memory that libcrypto reads from or writes to.
enum MemoryBIO {
    static func reading(_ bytes: [UInt8], _ body: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
        bytes.withUnsafeBytes { buffer in
            guard let count = Int32(exactly: buffer.count), let bio = BIO_new_mem_buf(buffer.baseAddress, count) else {
                return nil
            }
            defer { BIO_free(bio) }
            return body(bio)
        }
    }

    static func written(_ body: (OpaquePointer) -> Int32) -> [UInt8]? {
        guard let bio = BIO_new(BIO_s_mem()) else { return nil }
        defer { BIO_free(bio) }
        var start: UnsafeMutablePointer<CChar>?
        guard body(bio) == 1, case let count = BIO_memory(bio, &start), count > 0, let start else { return nil }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
