/// Where a certificate and its private key are, in PEM form.
public struct CertificateFiles: Sendable, Hashable {
    /// The certificate, then those that issued it.
    public var certificate: String
    /// The private key, not encrypted; may be the same file.
    public var key: String

    /// Names the files.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}

/// A certificate for some names.
public struct NamedCertificateFiles: Sendable, Hashable {
    /// Where the certificate is.
    public var files: CertificateFiles
    /// The names: `example.org`, `*.example.org`; none means those that the certificate has.
    public var names: [String]

    /// Names the files and what they are for.
    public init(files: CertificateFiles, names: [String] = []) {
        self.files = files
        self.names = names
    }

    /// Reads the value of `--tls-sni-cert-key`: `CERTIFICATE,KEY` or `CERTIFICATE,KEY:NAME,NAME`.
    ///
    /// Failure: ``ServingError`` with code `.options`.
    public init(flag: String) throws(ServingError) {
        let halves = flag.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let files = halves[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let names = halves.dropFirst().flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        guard files.count == 2, !files.contains(""), !names.contains("") else {
            throw ServingError(
                .options,
                "--tls-sni-cert-key \(flag.debugDescription) must look like CERTIFICATE,KEY or CERTIFICATE,KEY:NAME,NAME."
            )
        }
        self.init(files: CertificateFiles(certificate: files[0], key: files[1]), names: names.map(String.init))
    }
}
