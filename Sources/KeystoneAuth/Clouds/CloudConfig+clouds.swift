extension CloudConfig {
    /// Takes from a cloud of clouds.yaml what `[Global]` does not say itself.
    /// - Returns: What can't be used.
    mutating func complete(by found: CloudsSearch.Found) -> [ConfigProblem] {
        var problems: [ConfigProblem] = []
        for key in Global.keys {
            guard key.shown(global).isEmpty, let text = found.entry.values[key.name] else { continue }
            do {
                try key.assign(&global, text)
                origins[KeyName(section: "Global", key: key.name)] = .clouds(file: found.file, cloud: found.name)
            } catch {
                let value = key.isSecret ? "<redacted>" : text
                let message = "\(error.expected) (cloud \"\(found.name)\")"
                problems.append(ConfigProblem(.error, file: found.file, key: key.name, value: value, message))
            }
        }
        if let type = found.entry.authType, !Self.authTypes.contains(type) {
            let known = "use password, token or v3applicationcredential (cloud \"\(found.name)\")"
            problems.append(
                ConfigProblem(.error, file: found.file, key: "auth_type", value: type, "not supported; \(known)")
            )
        }
        return problems
    }

    private static let authTypes = [
        "password", "v3password", "token", "v3token", "v3applicationcredential", "v3trust",
    ]
}
