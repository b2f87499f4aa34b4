public import YAML

/// An object that was read from a file, and where it stands there.
public struct Manifest<Value: Sendable & Hashable>: Sendable, Hashable {
    /// The object, with the API server's defaults.
    public var value: Value
    /// The file's name as the reader was given it.
    public var file: String
    /// The object as it was written, for `line(of:)`.
    public var document: YAMLNode

    /// The line where the object begins, counted from 1.
    public var line: Int { document.line }

    /// The line of a field, or of what surrounds it when it is not written: to point a reader to.
    public func line(of path: YAMLPath) -> Int { document.nearest(to: path).line }
}

/// An object in a file that is neither a Service nor a Node.
public struct IgnoredManifest: Sendable, Hashable {
    /// The API group and version, such as `apps/v1`.
    public var apiVersion: String
    /// The kind, such as `Deployment`.
    public var kind: String
    /// The name; empty when it has none.
    public var name: String
    /// The file's name as the reader was given it.
    public var file: String
    /// The line where it begins, counted from 1.
    public var line: Int
}

/// Something in a file that the API server would refuse.
public struct ManifestProblem: Sendable, Hashable, CustomStringConvertible {
    /// The file's name as the reader was given it.
    public var file: String
    /// The line, counted from 1.
    public var line: Int
    /// The column in characters, counted from 1.
    public var column: Int
    /// The kind and name of the object, such as `Service default/web`; empty when it is not known.
    public var object: String
    /// The field.
    public var path: YAMLPath
    /// What is wrong and what is expected.
    public var message: String

    /// `web.yaml:9:11: Service default/web: spec.ports[0].port: must be from 1 to 65535, not 70000`.
    public var description: String {
        let parts = ["\(file):\(line):\(column)", object, path.description, message]
        return parts.filter { !$0.isEmpty }.joined(separator: ": ")
    }
}
