/// Why a YAML or JSON text can't be used, and where.
///
/// Values that were asked for as strings are never repeated in the message: they may be passwords.
public struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it was. Raw values are safe as metric labels.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The bytes are not UTF-8, or hold characters that YAML forbids.
        case encoding
        /// The text is not YAML.
        case syntax
        /// A limit on size, depth or number of nodes is exceeded.
        case limit
        /// A mapping has the same key twice.
        case duplicateKey = "duplicate_key"
        /// The value is of another type than the one that is wanted, or out of its range.
        case mismatch
        /// A key that is needed is not there.
        case missing
    }

    /// The kind of failure.
    public var code: Code
    /// The file's name as the reader was given it, or `<input>`.
    public var file: String
    /// The line, counted from 1.
    public var line: Int
    /// The column in characters, counted from 1.
    public var column: Int
    /// Where in the document it is; empty when the text could not be parsed so far.
    public var path: YAMLPath
    /// What is wrong and what to write instead.
    public var message: String

    /// Creates an error.
    public init(
        _ code: Code,
        file: String,
        line: Int,
        column: Int,
        path: YAMLPath = [],
        message: String
    ) {
        self.code = code
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.message = message
    }

    /// `service.yaml:7:9: spec.ports[0].port: expected a whole number, not true`.
    public var description: String {
        let place = "\(file):\(line):\(column): "
        return path.steps.isEmpty ? place + message : place + "\(path): \(message)"
    }
}
