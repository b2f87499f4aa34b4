import FoundationEssentials

/// Certificates or a private key in PEM form. Prints no content.
public struct PEM: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text's bytes.
    public var bytes: [UInt8]

    /// Takes the PEM text's bytes.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads a file once; whoever wants rotation reads it again and calls ``CurlTransport/rotate(_:)``.
    ///
    /// Failure: ``TransportError`` with code `.tls` that names the file.
    public init(contentsOf path: String) throws(TransportError) {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw TransportError(
                .tls,
                "\(path) can't be read; it must be a file in PEM form that this process may read."
            )
        }
        bytes = [UInt8](content)
    }

    /// `<redacted>`.
    public var description: String { "<redacted>" }
    /// `<redacted>`.
    public var debugDescription: String { description }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
