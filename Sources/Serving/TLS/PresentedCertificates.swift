import NIOCore
import NIOSSL
import Synchronization

/// The certificates that a client has shown in a connection's handshake; nobody has yet said that they are trusted.
final class PresentedCertificates: Sendable {
    private let shown = Mutex<[[UInt8]]>([])

    /// The client's certificate, then what it sent with it, in DER form; empty if it has shown none.
    var chain: [[UInt8]] { shown.withLock { $0 } }

    /// Takes what the client shows, and lets the handshake go on: who is trusted is decided for each request.
    func take(_ certificates: [NIOSSLCertificate], _ promise: EventLoopPromise<NIOSSLVerificationResult>) {
        let chain = certificates.compactMap { try? $0.toDERBytes() }
        shown.withLock { $0 = chain }
        promise.succeed(.certificateVerified)
    }
}
