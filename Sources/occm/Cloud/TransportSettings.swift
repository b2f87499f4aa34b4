import CurlTransport
import FoundationEssentials
import KeystoneAuth

/// `[Global]`'s certificates, read from their files for libcurl.
enum TransportSettings {
    /// How libcurl reaches the cloud.
    static func configuration(_ global: CloudConfig.Global) throws -> CurlTransport.Configuration {
        var configuration = CurlTransport.Configuration()
        configuration.userAgent = "occm/\(Version.text)"
        var authorities = global.caFileContents.flatMap { $0.isEmpty ? nil : PEM(Array($0.utf8)) }
        if let path = global.caFile, !path.isEmpty { authorities = try pem(path, key: "ca-file") }
        var certificate: PEM?
        var key: PEM?
        if let file = global.certFile, let keyFile = global.keyFile, !file.isEmpty, !keyFile.isEmpty {
            certificate = try pem(file, key: "cert-file")
            key = try pem(keyFile, key: "key-file")
        }
        configuration.tls = CurlTransport.TLS(
            authorities: authorities,
            certificate: certificate,
            key: key,
            verifiesServer: global.tlsInsecure != "true"
        )
        return configuration
    }

    private static func pem(_ path: String, key: String) throws -> PEM {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("cloud.conf [Global] \(key) = \(path): the file can't be read")
        }
        return PEM([UInt8](data))
    }
}
