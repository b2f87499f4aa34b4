import KeystoneAuth

extension FileSource {
    /// Files by path; a file without text can't be read.
    static func table(_ files: [String: String?]) -> FileSource {
        FileSource { path throws(Failure) in
            guard let entry = files[path] else { return nil }
            guard let text = entry else { throw Failure("it can't be read; check its permissions") }
            return Array(text.utf8)
        }
    }
}
