import FoundationEssentials

/// Where configuration files are read from: the disk, or a table in tests.
public struct FileSource: Sendable {
    /// A file is there and can't be read.
    public struct Failure: Error, Sendable, Hashable {
        /// Why, as a part of a sentence.
        public var reason: String

        /// Creates a failure.
        public init(_ reason: String) {
            self.reason = reason
        }
    }

    /// The bytes of the file at that path; `nil` if there is none.
    public var read: @Sendable (_ path: String) throws(Failure) -> [UInt8]?

    /// Creates a source.
    public init(_ read: @escaping @Sendable (_ path: String) throws(Failure) -> [UInt8]?) {
        self.read = read
    }

    /// The disk. Files of more than 8 MiB are refused.
    public static let disk = FileSource { path throws(Failure) in
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
        guard !isFolder else { throw Failure("it is a folder") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("it can't be read; check its permissions")
        }
        guard data.count <= 8 << 20 else { throw Failure("it is larger than 8 MiB") }
        return Array(data)
    }
}
