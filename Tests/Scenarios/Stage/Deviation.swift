/// What a scenario saw, where something else was to be seen.
public struct Deviation: Error, Sendable, CustomStringConvertible {
    /// A sentence, and where in the scenario it was found.
    public let description: String

    /// Says what was seen.
    public init(_ message: String, file: String = #fileID, line: Int = #line) {
        description = "\(message) (\(file):\(line))"
    }
}

/// Throws unless the condition holds.
public func require(_ condition: Bool, _ message: @autoclosure () -> String, file: String = #fileID, line: Int = #line)
    throws
{
    guard condition else { throw Deviation(message(), file: file, line: line) }
}

/// Throws unless the values are equal.
public func expect<Value: Equatable>(
    _ what: String,
    _ actual: Value,
    _ expected: Value,
    file: String = #fileID,
    line: Int = #line
) throws {
    try require(actual == expected, "\(what): \(actual), expected \(expected)", file: file, line: line)
}

/// The value, or a deviation that says what is missing.
public func unwrap<Value>(_ value: Value?, _ what: String, file: String = #fileID, line: Int = #line) throws -> Value {
    guard let value else { throw Deviation("there is no \(what)", file: file, line: line) }
    return value
}

/// The error that `body` throws; a success is a deviation.
public func failure(
    _ what: String,
    file: String = #fileID,
    line: Int = #line,
    of body: () async throws -> Void
) async throws -> any Error {
    do {
        try await body()
    } catch {
        return error
    }
    throw Deviation("\(what) succeeded, but had to fail", file: file, line: line)
}
