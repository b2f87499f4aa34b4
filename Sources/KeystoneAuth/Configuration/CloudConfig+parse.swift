extension CloudConfig {
    /// Reads cloud.conf.
    ///
    /// Guarantees: never crashes, whatever the bytes; a value that can't be used leaves the key's default and becomes an
    /// error, an unknown section or key becomes a warning, and all of them are returned in the order of their lines.
    /// - Parameter file: How messages name the file.
    public static func parse(_ text: [UInt8], file: String) -> (config: CloudConfig, problems: [ConfigProblem]) {
        let document = GcfgDocument(text)
        var reader = CloudConfigReader(file: file)
        for finding in document.findings { reader.report(finding) }
        for section in document.sections { reader.read(section) }
        return (reader.config, reader.problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
    }
}

/// Fills a configuration from sections, keeping what can't be used as problems.
struct CloudConfigReader {
    let file: String
    private(set) var config = CloudConfig()
    private(set) var problems: [ConfigProblem] = []
    private var suggestion = Suggestion()

    init(file: String) {
        self.file = file
    }

    mutating func report(_ finding: GcfgDocument.Finding) {
        problems.append(
            ConfigProblem(
                finding.severity,
                file: file,
                line: finding.line,
                section: finding.section,
                key: finding.key,
                finding.message
            )
        )
    }

    mutating func read(_ section: GcfgDocument.Section) {
        let name = section.name.lowercased()
        if name == "loadbalancerclass" { return readClass(section) }
        if let subsection = section.subsection, ConfigSections.names.keys.contains(name) {
            return warn(section, "[\(section.name)] has no subsections; all below \"\(subsection)\" is ignored")
        }
        switch name {
        case "global": read(section, CloudConfig.Global.keys, into: \.global)
        case "loadbalancer": read(section, CloudConfig.LoadBalancer.keys, into: \.loadBalancer)
        case "networking": read(section, CloudConfig.Networking.keys, into: \.networking)
        case "route": read(section, CloudConfig.Route.keys, into: \.route)
        case "metadata": read(section, CloudConfig.Metadata.keys, into: \.metadata)
        case "blockstorage": break  // the CSI driver's section, often in the same file
        default:
            let hint = suggestion.question(section.name, among: ConfigSections.names.values)
            warn(section, "unknown section, ignored" + hint)
        }
    }

    private mutating func readClass(_ section: GcfgDocument.Section) {
        guard let name = section.subsection else {
            return warn(section, "a class needs a name, as in [LoadBalancerClass \"dmz\"]; all below is ignored")
        }
        read(section, CloudConfig.LoadBalancerClass.keys, into: \.[loadBalancerClass: name])
    }

    private mutating func read<Section>(
        _ section: GcfgDocument.Section,
        _ keys: [ConfigKey<Section>],
        into path: WritableKeyPath<CloudConfig, Section>
    ) {
        let title = ConfigSections.title(section)
        // A header alone already makes a class, as it does for the Go controller.
        config[keyPath: path] = config[keyPath: path]
        for variable in section.variables {
            let name = variable.name.lowercased()
            guard let key = keys.first(where: { $0.name == name }) else {
                let hint = suggestion.question(name, among: keys.map(\.name))
                add(.warning, title, variable, nil, "unknown key, ignored" + hint)
                continue
            }
            do {
                try key.assign(&config[keyPath: path], variable.value)
                config.origins[.init(section: title, key: name)] = .file(file, line: variable.line)
            } catch {
                add(.error, title, variable, key.isSecret ? "<redacted>" : variable.value, error.expected)
            }
        }
    }

    private mutating func add(
        _ severity: ConfigProblem.Severity,
        _ section: String,
        _ variable: GcfgDocument.Variable,
        _ value: String?,
        _ message: String
    ) {
        problems.append(
            ConfigProblem(
                severity,
                file: file,
                line: variable.line,
                section: section,
                key: variable.name,
                value: value,
                message
            )
        )
    }

    private mutating func warn(_ section: GcfgDocument.Section, _ message: String) {
        problems.append(ConfigProblem(.warning, file: file, line: section.line, section: section.name, message))
    }
}

/// The names of cloud.conf's sections.
enum ConfigSections {
    /// As they are written, by their lower-case form.
    static let names = [
        "global": "Global", "loadbalancer": "LoadBalancer", "loadbalancerclass": "LoadBalancerClass",
        "networking": "Networking", "route": "Route", "metadata": "Metadata", "blockstorage": "BlockStorage",
    ]

    /// A header in its usual spelling, without brackets.
    static func title(_ section: GcfgDocument.Section) -> String {
        let name = names[section.name.lowercased()] ?? section.name
        return section.subsection.map { "\(name) \"\($0)\"" } ?? name
    }
}

extension CloudConfig {
    /// The class of that name, made when it is first written to.
    fileprivate subscript(loadBalancerClass name: String) -> LoadBalancerClass {
        get { loadBalancerClasses[name] ?? LoadBalancerClass() }
        set { loadBalancerClasses[name] = newValue }
    }
}
