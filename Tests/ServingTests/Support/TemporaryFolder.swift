import FoundationEssentials

/// A folder that a test has for itself.
struct TemporaryFolder {
    let path = "\(FileManager.default.temporaryDirectory.path)/occm-serving-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    func remove() throws { try FileManager.default.removeItem(atPath: path) }

    /// Who may do what with a file.
    func permissions(of name: String) throws -> Int? {
        let permissions = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions]
        return (permissions as? any BinaryInteger).map { Int($0) }
    }
}
