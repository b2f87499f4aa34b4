public import CurlTransport

extension CurlTransport.TLS {
    /// The TLS settings that `[Global]` describes, its files read.
    /// - Throws: Which file is missing or can't be read.
    public init(_ global: CloudConfig.Global, files: FileSource = .disk) throws(ConfigProblem) {
        func pem(_ key: String, _ path: String?) throws(ConfigProblem) -> PEM? {
            guard let path else { return nil }
            do {
                if let bytes = try files.read(path) { return PEM(bytes) }
            } catch {
                throw ConfigProblem(.error, file: path, section: "Global", key: key, error.reason)
            }
            throw ConfigProblem(.error, file: path, section: "Global", key: key, "there is no such file")
        }
        self.init(verifiesServer: global.verifiesCertificates)
        authorities = try pem("ca-file", global.caFile) ?? global.caFileContents.map { PEM(Array($0.utf8)) }
        // Only both together are a client certificate, as for the Go controller.
        guard global.certFile != nil, global.keyFile != nil else { return }
        certificate = try pem("cert-file", global.certFile)
        key = try pem("key-file", global.keyFile)
    }
}
