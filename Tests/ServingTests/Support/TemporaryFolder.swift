import FoundationEssentials
import Glibc

/// A folder that a test has for itself.
struct TemporaryFolder {
    let path = "\(FileManager.default.temporaryDirectory.path)/occm-serving-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    /// Writes a file and returns its path.
    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
        return "\(path)/\(name)"
    }

    func remove() throws { try FileManager.default.removeItem(atPath: path) }

    /// Who may do what with a file; `nil` if there is none.
    func permissions(of name: String) -> mode_t? {
        var status = stat()
        return stat("\(path)/\(name)", &status) == 0 ? status.st_mode & 0o777 : nil
    }
}
