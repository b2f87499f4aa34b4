import Kubernetes
import Serving
import Synchronization

/// Files that a test writes.
final class TestFiles: Sendable {
    private let contents: Mutex<[String: [UInt8]]>

    init(_ contents: [String: [UInt8]] = [:]) { self.contents = Mutex(contents) }

    subscript(path: String) -> [UInt8]? {
        get { contents.withLock { $0[path] } }
        set { contents.withLock { $0[path] = newValue } }
    }

    var files: ClusterFiles {
        ClusterFiles { path throws(ClusterFiles.Failure) in self[path] }
    }

    /// Writes both files of a pair at once: `tls.crt` and `tls.key`.
    func put(_ pair: CertificatePair, _ names: CertificateFiles = .test) {
        contents.withLock { contents in
            contents[names.certificate] = pair.chain
            contents[names.key] = pair.keyBytes
        }
    }
}

extension CertificateFiles {
    static let test = CertificateFiles(certificate: "tls.crt", key: "tls.key")
}
