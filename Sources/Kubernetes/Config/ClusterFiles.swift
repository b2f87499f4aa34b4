import FoundationEssentials

/// Where configuration and credential files are read from: the disk, or a table in tests.
public struct ClusterFiles: Sendable {
    /// A file is there and can't be read.
    public struct Failure: Error, Sendable, Hashable {
        /// Why, as a part of a sentence.
        public var reason: String

        /// Creates a failure.
        public init(_ reason: String) { self.reason = reason }
    }

    /// The bytes of the file at that path; `nil` if there is none.
    public var read: @Sendable (_ path: String) throws(Failure) -> [UInt8]?

    /// Creates a source.
    public init(_ read: @escaping @Sendable (_ path: String) throws(Failure) -> [UInt8]?) { self.read = read }

    /// The disk. Files of more than 8 MiB are refused.
    public static let disk = ClusterFiles { path throws(Failure) in
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("it can't be read; check that it is a file and its permissions")
        }
        guard data.count <= 8 << 20 else { throw Failure("it is larger than 8 MiB") }
        return [UInt8](data)
    }

    /// The bytes of a file that must be there.
    func contents(_ path: String) throws(Failure) -> [UInt8] {
        guard let bytes = try read(path) else { throw Failure("there is no such file") }
        return bytes
    }
}
