import NIOCore
import NIOSSL
import Synchronization

/// The certificates that a client has shown in a connection's handshake; nobody has yet said that they are trusted.
///
/// A resumed TLS session repeats only the client's own certificate: then those that issued it are missing here.
final class PresentedCertificates: Sendable {
    private let shown = Mutex<[[UInt8]]?>(nil)

    /// Takes what the client shows, and lets the handshake go on: who is trusted is decided for each request.
    func take(_ certificates: [NIOSSLCertificate], _ promise: EventLoopPromise<NIOSSLVerificationResult>) {
        let chain = certificates.compactMap { try? $0.toDERBytes() }
        shown.withLock { $0 = chain }
        promise.succeed(.certificateVerified)
    }

    /// The client's certificate and what it sent with it, in DER form.
    func chain(of channel: any Channel) async -> [[UInt8]] {
        if let chain = shown.withLock({ $0 }) { return chain }
        // A channel that has closed meanwhile has no certificates any more, and no use for them.
        let leaf = try? await channel.nioSSL_peerCertificate().get()
        let chain = leaf.flatMap { try? $0.toDERBytes() }.map { [$0] } ?? []
        shown.withLock { $0 = chain }
        return chain
    }
}
