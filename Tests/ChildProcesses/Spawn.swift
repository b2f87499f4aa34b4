import Foundation

/// One call of `posix_spawn`.
struct Spawn {
    var path: String
    var arguments: [String]
    var environment: [String: String]
    var folder: String
    /// Standard input, output and errors; the last may be that of the output.
    var files: [String?]

    /// Starts the process, and returns its number.
    func start() throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addchdir_np(&actions, folder)
        for (number, file) in files.enumerated() {
            guard let file else {
                posix_spawn_file_actions_adddup2(&actions, 1, Int32(number))
                continue
            }
            let flags = number == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC | O_APPEND
            posix_spawn_file_actions_addopen(&actions, Int32(number), file, flags, 0o600)
        }
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var id: pid_t = 0
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let problem = Self.withTexts([path] + arguments) { arguments in
            Self.withTexts(variables) { posix_spawn(&id, path, &actions, nil, arguments, $0) }
        }
        guard problem == 0 else {
            throw ChildProcess.Failure(description: "\(path) can't be started: \(String(cString: strerror(problem)))")
        }
        return id
    }

    /// Texts as C has them: a list of pointers that ends with none.
    private static func withTexts<Result>(
        _ texts: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}
