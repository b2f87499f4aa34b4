/// Reads the whole configuration: cloud.conf, and clouds.yaml where cloud.conf asks for it or there is no cloud.conf.
public struct ConfigurationLoader: Sendable {
    /// What was read, and all that is wrong with it.
    public struct Loaded: Sendable {
        /// The configuration; where there are errors, as far as it could be read.
        public var config: CloudConfig
        /// Every problem, errors and warnings, in the order in which they were found.
        public var problems: [ConfigProblem]

        /// Whether the configuration can be used.
        public var isUsable: Bool { !problems.contains { $0.severity == .error } }
    }

    private let files: FileSource
    private let environment: [String: String]
    private var search: CloudsSearch { CloudsSearch(environment: environment, files: files) }

    /// Creates a loader.
    /// - Parameter environment: The process's environment; `HOME`, `OS_CLOUD` and `OS_CLIENT_CONFIG_FILE` are used.
    public init(files: FileSource = .disk, environment: [String: String]) {
        self.files = files
        self.environment = environment
    }

    /// Reads everything; never throws, so that all problems are reported at once.
    /// - Parameter path: cloud.conf; without it, clouds.yaml alone is the configuration.
    public func load(cloudConfig path: String?) -> Loaded {
        var loaded = path.map(readCloudConfig) ?? Loaded(config: CloudConfig(), problems: [])
        if path == nil { loaded.config.global.useClouds = true }
        if loaded.config.global.useClouds { complete(&loaded, hasCloudConfig: path != nil) }
        checkMeaning(of: &loaded, file: path ?? "clouds.yaml")
        checkCredentials(of: &loaded, file: path ?? "clouds.yaml")
        return loaded
    }

    private func readCloudConfig(_ path: String) -> Loaded {
        do {
            guard let bytes = try files.read(path) else {
                return failed(path, "there is no such file; check --cloud-config")
            }
            let (config, problems) = CloudConfig.parse(bytes, file: path)
            return Loaded(config: config, problems: problems)
        } catch {
            return failed(path, error.reason)
        }
    }

    private func failed(_ path: String, _ message: String) -> Loaded {
        Loaded(config: CloudConfig(), problems: [ConfigProblem(.error, file: path, message)])
    }

    private func complete(_ loaded: inout Loaded, hasCloudConfig: Bool) {
        let global = loaded.config.global
        do throws(ConfigProblem) {
            guard let source = try search.cloudsFile(global.cloudsFile) else {
                let message =
                    hasCloudConfig
                    ? "use-clouds is set and there is no clouds.yaml: set clouds-file in [Global]"
                    : "no configuration: pass --cloud-config, or put a clouds.yaml here, in ~/.config/openstack or /etc/openstack"
                throw ConfigProblem(.error, file: "clouds.yaml", message)
            }
            let found = try search.find(global.cloud, in: source)
            loaded.problems += loaded.config.complete(by: found)
        } catch {
            loaded.problems.append(error)
        }
    }

    /// Warns of values that are valid and do not do what they seem to.
    private func checkMeaning(of loaded: inout Loaded, file: String) {
        func warn(_ key: String, _ value: String, _ message: String) {
            var place = (file: file, line: Int?.none)
            switch loaded.config.origins[CloudConfig.KeyName(section: "Global", key: key)] {
            case .file(_, let line): place.line = line
            case .clouds(let clouds, _): place.file = clouds
            case .standard, nil: break
            }
            loaded.problems.append(
                ConfigProblem(
                    .warning,
                    file: place.file,
                    line: place.line,
                    section: "Global",
                    key: key,
                    value: value,
                    message
                )
            )
        }
        let global = loaded.config.global
        if let value = global.tlsInsecure, !["true", "false"].contains(value) {
            warn("tls-insecure", value, "only exactly true skips verification; certificates are verified")
        }
        if !global.useClouds, let cloud = global.cloud {
            warn("cloud", cloud, "it is ignored without use-clouds = true")
        }
        if (global.certFile == nil) != (global.keyFile == nil) {
            let key = global.certFile == nil ? "key-file" : "cert-file"
            warn(key, global.certFile ?? global.keyFile ?? "", "a client certificate needs both cert-file and key-file")
        }
    }

    /// Says what is missing, unless something in `[Global]` could not be read: that would then seem to be missing too.
    private func checkCredentials(of loaded: inout Loaded, file: String) {
        let isReadable = !loaded.problems.contains { $0.severity == .error && ($0.section ?? "Global") == "Global" }
        guard isReadable else { return }
        do {
            let credentials = try Credentials(loaded.config.global)
            guard case .password = credentials.method, credentials.scope == nil else { return }
            let message = "no project is set: the user's default project is used, if there is one; set tenant-id"
            loaded.problems.append(ConfigProblem(.warning, file: file, section: "Global", message))
        } catch {
            loaded.problems += error.problems.map { ConfigProblem(.error, file: file, section: "Global", $0) }
        }
    }
}
