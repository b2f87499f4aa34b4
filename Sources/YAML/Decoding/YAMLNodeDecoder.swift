/// The `Decoder` for one node; containers make one for each child.
struct YAMLNodeDecoder: Decoder {
    let node: YAMLNode
    let path: YAMLPath
    let file: String
    let takesAnyScalarAsString: Bool

    var codingPath: [any CodingKey] { path.steps.map(YAMLCodingKey.init) }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let entries = node.mapping else { throw mismatch("a mapping") }
        return KeyedDecodingContainer(YAMLKeyedContainer<Key>(decoder: self, entries: entries))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let elements = node.sequence else { throw mismatch("a list") }
        return YAMLUnkeyedContainer(decoder: self, elements: elements)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { YAMLSingleValueContainer(decoder: self) }

    func decode<Value: Decodable>(_ type: Value.Type) throws(YAMLError) -> Value {
        do {
            return try Value(from: self)
        } catch let error as YAMLError {
            throw error
        } catch DecodingError.dataCorrupted(let context) {
            throw invalid(context)
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            throw invalid(context)
        } catch {
            throw self.error(.mismatch, "\(error)")
        }
    }

    func child(_ node: YAMLNode, _ step: YAMLPath.Step) -> YAMLNodeDecoder {
        YAMLNodeDecoder(
            node: node,
            path: path.appending(step),
            file: file,
            takesAnyScalarAsString: takesAnyScalarAsString
        )
    }

    func error(_ code: YAMLError.Code, _ message: String) -> YAMLError {
        YAMLError(code, file: file, line: node.line, column: node.column, path: path, message: message)
    }

    func mismatch(_ expected: String) -> YAMLError {
        error(.mismatch, "expected \(expected), not \(node.name)")
    }

    func missing(_ key: String) -> YAMLError {
        var error = error(.missing, "this is required and not there")
        error.path = path.appending(.key(key))
        return error
    }

    /// What a type itself found wrong, at the place that it names.
    private func invalid(_ context: DecodingError.Context) -> YAMLError {
        let steps = context.codingPath.dropFirst(path.steps.count).map(YAMLPath.Step.init)
        let target = node.nearest(to: YAMLPath(steps))
        return YAMLError(
            .mismatch,
            file: file,
            line: target.line,
            column: target.column,
            path: path + YAMLPath(steps),
            message: context.debugDescription
        )
    }
}

/// A step of a `YAMLPath` as the standard library's key.
struct YAMLCodingKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ step: YAMLPath.Step) {
        switch step {
        case .key(let key): self.init(stringValue: key)
        case .index(let index): self.init(intValue: index)
        }
    }

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }
}

extension YAMLPath.Step {
    fileprivate init(_ key: any CodingKey) {
        self = key.intValue.map(Self.index) ?? .key(key.stringValue)
    }
}
