import FoundationEssentials
import Kubernetes

/// The certificate that is shown when none is given: made by a CA that nobody keeps.
struct SelfSigned {
    /// The folder's files are named like the Go controller manager's.
    private static let fileName = "cloud-controller-manager"
    private static let lifetime: TimeInterval = 365 * 86400

    private let folder: String
    private let bindAddress: String
    private let now: Date

    init(_ options: ServingOptions, now: Date) {
        folder = options.certificateFolder
        bindAddress = options.bindAddress
        self.now = now
    }

    /// The folder's certificate, if it is good for that many seconds more, else a new one, which is put there.
    func identity(goodUntil spare: TimeInterval) throws(ServingError) -> TLSIdentity {
        guard !folder.isEmpty else { return try TLSIdentity(try made(), origin: "the made certificate") }
        if let kept = try? kept(), kept.end > now.addingTimeInterval(spare) { return kept }
        let pair = try made()
        try keep(pair)
        return try TLSIdentity(pair, origin: folder)
    }

    /// A new certificate, followed by its CA's.
    func made() throws(ServingError) -> CertificatePair {
        // An hour back, as in Go: the clocks of clients differ.
        let (begin, end) = (now.addingTimeInterval(-3600), now.addingTimeInterval(Self.lifetime))
        let second = Int(now.timeIntervalSince1970)
        let authority = CertificateTemplate("localhost-ca@\(second)", usage: .authority, begin: begin, end: end)
        var server = CertificateTemplate("localhost@\(second)", usage: .server, begin: begin, end: end)
        server.names = ["localhost"] + [ProcessInfo.processInfo.hostName].filter(\.isHostName)
        server.addresses = ["127.0.0.1", "::1"] + [bindAddress].filter(\.isSpecificAddress)
        return try server.issue(by: try authority.issue())
    }

    private var files: CertificateFiles {
        CertificateFiles(certificate: "\(folder)/\(Self.fileName).crt", key: "\(folder)/\(Self.fileName).key")
    }

    private func kept() throws(ServingError) -> TLSIdentity {
        let chain = try ClusterFiles.disk.certificateFile(files.certificate)
        let key = try ClusterFiles.disk.certificateFile(files.key)
        let pair = CertificatePair(chain: chain, key: Redacted(String(decoding: key, as: UTF8.self)))
        return try TLSIdentity(pair, origin: folder)
    }

    private func keep(_ pair: CertificatePair) throws(ServingError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            // First nobody else's, then a key.
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            guard FileManager.default.createFile(atPath: files.key, contents: nil, attributes: attributes) else {
                throw CocoaError(.fileWriteUnknown)
            }
            try Data(pair.key.reveal().utf8).write(to: URL(filePath: files.key))
            try Data(pair.chain).write(to: URL(filePath: files.certificate))
        } catch {
            throw ServingError(.certificate, "The made certificate can't be kept in --cert-dir \(folder): \(error).")
        }
    }
}

extension String {
    /// Letters, digits, hyphens and dots: nothing that libcrypto's notation of extensions would take for something else.
    fileprivate var isHostName: Bool {
        !isEmpty && self != "localhost"
            && utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }

    fileprivate var isSpecificAddress: Bool {
        let isAddress =
            !isEmpty && utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        return isAddress && !["0.0.0.0", "::", "127.0.0.1", "::1", "localhost"].contains(self)
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
