import YAML

/// Walks through documents and lists, and collects what it finds.
struct ManifestReader {
    private(set) var manifests = Manifests()
    private let decoder: YAMLDecoder
    /// Where each object was defined first.
    private var places: [String: String] = [:]

    /// Enough to see that a file is no manifest at all.
    private static let mostMismatches = 20
    private static let kinds = ["Service", "Node", "List", "ServiceList", "NodeList"]

    init(decoder: YAMLDecoder) { self.decoder = decoder }

    mutating func read(_ bytes: [UInt8], file: String) {
        do throws(YAMLError) {
            for document in try decoder.documents(from: bytes, file: file) { read(document, file: file) }
        } catch {
            manifests.problems.append(ManifestProblem(error))
        }
    }

    /// Reads an object; those in typed lists need not repeat their kind.
    private mutating func read(_ node: YAMLNode, file: String, itemOf list: String? = nil) {
        let itemKind = list.map { String($0.dropLast("List".count)) }
        let version = node["apiVersion"]?.string ?? itemKind.map { _ in "v1" }
        guard let version, let kind = node["kind"]?.string ?? itemKind else {
            return report("this is no Kubernetes object: it needs apiVersion and kind", at: [], of: node, file: file)
        }
        switch (version, kind) {
        case ("v1", "Service"):
            if let service = object(Service.self, from: node, file: file) { manifests.services.append(service) }
        case ("v1", "Node"):
            if let node = object(Node.self, from: node, file: file) { manifests.nodes.append(node) }
        case ("v1", "List"): readItems(of: node, file: file, list: nil)
        case ("v1", "ServiceList"), ("v1", "NodeList"): readItems(of: node, file: file, list: kind)
        default: ignore(node, version: version, kind: kind, file: file)
        }
    }

    private mutating func readItems(of node: YAMLNode, file: String, list: String?) {
        guard let items = node["items"], !items.isNull else { return }
        guard let elements = items.sequence else {
            return report("must be a list", at: ["items"], of: node, file: file)
        }
        for element in elements { read(element, file: file, itemOf: list) }
    }

    private mutating func ignore(_ node: YAMLNode, version: String, kind: String, file: String) {
        if let meant = Self.kinds.first(where: { $0.lowercased() == kind.lowercased() }), !version.contains("/") {
            if meant != kind { report("must be \(meant), not \(kind)", at: ["kind"], of: node, file: file) }
            if version != "v1" { report("must be v1, not \(version)", at: ["apiVersion"], of: node, file: file) }
            return
        }
        let name = name(of: node)
        let ignored = IgnoredManifest(apiVersion: version, kind: kind, name: name, file: file, line: node.line)
        manifests.ignored.append(ignored)
    }

    /// The object, unless there is anything to report about it.
    private mutating func object<Object: ManifestObject>(
        _ type: Object.Type,
        from node: YAMLNode,
        file: String
    ) -> Manifest<Object>? {
        let (decoded, mismatches) = decode(type, from: node, file: file)
        guard let object = decoded?.withDefaults() else {
            add(mismatches, object: "\(Object.kind) \(name(of: node))", of: node, file: file)
            return nil
        }
        let title = "\(Object.kind) \(object.metadata.key)"
        var findings = mismatches + object.findings
        if let first = places[title] {
            findings.append(Finding(["metadata", "name"], "is defined twice; the first is in \(first)"))
        } else {
            places[title] = "\(file), line \(node.line)"
        }
        add(findings, object: title, of: node, file: file)
        return findings.isEmpty ? Manifest(value: object, file: file, document: node) : nil
    }

    private func name(of node: YAMLNode) -> String { node["metadata"]?["name"]?.string ?? "" }

    /// Decodes a value and finds every field of a wrong type: one that is reported is null in the next attempt.
    private func decode<Value: Decodable>(
        _ type: Value.Type,
        from node: YAMLNode,
        file: String
    ) -> (value: Value?, mismatches: [Finding]) {
        var remaining = node
        var mismatches: [Finding] = []
        while mismatches.count < Self.mostMismatches {
            do throws(YAMLError) {
                return (try decoder.decode(type, from: remaining, file: file), mismatches)
            } catch {
                guard !mismatches.contains(where: { $0.path == error.path }) else { break }
                mismatches.append(Finding(error.path, error.message))
                remaining = remaining.replacingWithNull(at: error.path)
            }
        }
        return (nil, mismatches)
    }
}

// MARK: - Problems

extension ManifestReader {
    private mutating func report(_ message: String, at path: YAMLPath, of node: YAMLNode, file: String) {
        add([Finding(path, message)], object: "", of: node, file: file)
    }

    /// Reports the first finding of every field, in the order of the file.
    private mutating func add(_ findings: [Finding], object: String, of node: YAMLNode, file: String) {
        var seen: Set<YAMLPath> = []
        let problems = findings.filter { seen.insert($0.path).inserted }.map { finding in
            let place = node.nearest(to: finding.path)
            return ManifestProblem(
                file: file,
                line: place.line,
                column: place.column,
                object: object,
                path: finding.path,
                message: finding.message
            )
        }
        manifests.problems += problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }
}

extension ManifestProblem {
    fileprivate init(_ error: YAMLError) {
        self.init(
            file: error.file,
            line: error.line,
            column: error.column,
            object: "",
            path: error.path,
            message: error.message
        )
    }
}
