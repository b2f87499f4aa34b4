import COpenSSL

/// SHA-256 by libcrypto.
struct Digest: Sendable, Hashable {
    let bytes: [UInt8]

    static func sha256(_ message: [UInt8]) -> Digest {
        var bytes = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        let isDone = EVP_Digest(message, message.count, &bytes, &count, EVP_sha256(), nil) == 1
        precondition(isDone, "libcrypto has no SHA-256")
        return Digest(bytes: Array(bytes.prefix(Int(count))))
    }

    var hexadecimal: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
