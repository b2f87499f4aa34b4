import YAML

/// Finds a cloud in clouds.yaml, with what secure.yaml and clouds-public.yaml say about it.
struct CloudsSearch: Sendable {
    /// A cloud, and the file in which it was found.
    struct Found: Sendable, Hashable {
        var file: String
        var name: String
        var entry: CloudEntry
    }

    let environment: [String: String]
    let files: FileSource

    /// The first clouds.yaml that exists.
    /// - Parameter path: `clouds-file`, which is the only place to look at if it is given.
    func cloudsFile(_ path: String?) throws(ConfigProblem) -> (file: String, bytes: [UInt8])? {
        if let path {
            guard let bytes = try read(path) else {
                throw ConfigProblem(.error, file: path, "there is no such file; check clouds-file in [Global]")
            }
            return (path, bytes)
        }
        let named = environment["OS_CLIENT_CONFIG_FILE"].map { $0.isEmpty ? [] : [$0] } ?? []
        return try first(named + places("clouds"))
    }

    /// The cloud of that name, or the one that `OS_CLOUD` names, or the only one.
    func find(_ name: String?, in source: (file: String, bytes: [UInt8])) throws(ConfigProblem) -> Found {
        let clouds = try decode(source).clouds ?? [:]
        let name = try choose(name, among: clouds, file: source.file)
        var entry = clouds[name] ?? CloudEntry()
        if let secure = try first(places("secure")) {
            entry = try (decode(secure).clouds?[name] ?? CloudEntry()).completed(by: entry)
        }
        if let profile = entry.profile, let vendors = try first(places("clouds-public")) {
            entry = entry.completed(by: try decode(vendors).publicClouds?[profile])
        }
        return Found(file: source.file, name: name, entry: entry)
    }

    private func choose(
        _ name: String?,
        among clouds: [String: CloudEntry],
        file: String
    ) throws(ConfigProblem) -> String {
        let names = clouds.keys.sorted()
        let wanted = name ?? environment["OS_CLOUD"].flatMap { $0.isEmpty ? nil : $0 }
        guard let wanted else {
            if let only = names.first, names.count == 1 { return only }
            let choice = names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"
            throw ConfigProblem(.error, file: file, "which cloud? Set cloud in [Global], or OS_CLOUD; \(choice)")
        }
        guard clouds[wanted] != nil else {
            var suggestion = Suggestion()
            let hint = suggestion.question(wanted, among: names)
            let choice = names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"
            throw ConfigProblem(.error, file: file, "there is no cloud \"\(wanted)\"; \(choice)\(hint)")
        }
        return wanted
    }

    /// All places of a file in the order of openstacksdk and gophercloud: `.yaml` everywhere, then `.yml`.
    private func places(_ name: String) -> [String] {
        let home = environment["HOME"].map { ["\($0)/.config/openstack/"] } ?? []
        let folders = [""] + home + ["/etc/openstack/"]
        return ["yaml", "yml"].flatMap { type in folders.map { "\($0)\(name).\(type)" } }
    }

    private func first(_ paths: [String]) throws(ConfigProblem) -> (file: String, bytes: [UInt8])? {
        for path in paths {
            if let bytes = try read(path) { return (path, bytes) }
        }
        return nil
    }

    private func read(_ path: String) throws(ConfigProblem) -> [UInt8]? {
        do {
            return try files.read(path)
        } catch {
            throw ConfigProblem(.error, file: path, error.reason)
        }
    }

    private func decode(_ source: (file: String, bytes: [UInt8])) throws(ConfigProblem) -> CloudsFile {
        do {
            return try YAMLDecoder(takesAnyScalarAsString: true)
                .decode(CloudsFile.self, from: source.bytes, file: source.file)
        } catch {
            let place = error.path.steps.isEmpty ? "" : "\(error.path): "
            throw ConfigProblem(.error, file: source.file, line: error.line, place + error.message)
        }
    }
}
