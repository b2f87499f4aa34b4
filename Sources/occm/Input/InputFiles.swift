import FoundationEssentials

/// The files that a user names with `-f`: files, folders (their .yaml, .yml and .json files, not below), or `-` for
/// standard input.
struct InputFiles {
    /// A file's name as the user would write it, and what is in it.
    typealias File = (name: String, bytes: [UInt8])

    /// Reads at most this much of one file; the YAML decoder's limit is 8 MB.
    static let limit = 9 << 20

    /// Reads every named file, in order; a folder's files by name.
    static func read(_ paths: [String]) throws -> [File] {
        try paths.flatMap(expand).map { path in
            (name: path == "-" ? "standard input" : path, bytes: try contents(path))
        }
    }

    private static func expand(_ path: String) throws -> [String] {
        var isFolder = false
        guard path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
            return [path]
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        let manifests = names.filter { name in [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) } }
        guard !manifests.isEmpty else {
            throw Failure("\(path): the folder has no .yaml, .yml or .json file")
        }
        return manifests.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
    }

    private static func contents(_ path: String) throws -> [UInt8] {
        if path == "-" { return try standardInput() }
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failure("\(path): there is no such file")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path): the file can't be read; check its permissions")
        }
        return [UInt8](data)
    }

    private static func standardInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while bytes.count <= limit {
            let count = StandardStreams.read(into: &chunk)
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
        throw Failure("standard input: more than 8 MB; Kubernetes manifests are smaller")
    }
}
