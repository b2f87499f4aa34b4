import CYAML

/// Something libyaml's parser saw, as a Swift value.
struct YAMLEvent {
    enum Kind {
        case streamStart, documentStart, documentEnd, streamEnd
        case scalar(text: String, isPlain: Bool)
        case sequenceStart, sequenceEnd
        case mappingStart, mappingEnd
        case alias(String)
    }

    var kind: Kind
    /// The name after `&`.
    var anchor: String?
    /// The tag, with `!!` written out: `tag:yaml.org,2002:str`.
    var tag: String?
    var line: Int
    var column: Int
}

/// libyaml's event parser: the only code that calls libyaml.
///
/// Assumptions: `text` outlives the reader, which neither copies nor frees it.
/// Failure: after an error has been thrown, no further event may be asked for.
final class YAMLEventReader {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeBufferPointer<UInt8>
    private let file: String

    init(text: UnsafeBufferPointer<UInt8>, file: String) throws(YAMLError) {
        self.text = text
        self.file = file
        parser = .allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            throw YAMLError(.limit, file: file, line: 1, column: 1, message: "there is not enough memory to read this")
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    func next() throws(YAMLError) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        return YAMLEvent(event)
    }

    private func failure() -> YAMLError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "this is not YAML"
        switch parser.pointee.error {
        case YAML_MEMORY_ERROR:
            return error(.limit, at: parser.pointee.mark, "there is not enough memory to read this")
        case YAML_READER_ERROR:
            return unreadable(problem)
        default:
            let mark = parser.pointee.problem_mark
            let context = parser.pointee.context.map { " " + String(cString: $0) } ?? ""
            let isTab = mark.index < text.count && text[mark.index] == UInt8(ascii: "\t")
            let hint = isTab ? "; YAML is indented with spaces, not with tabs" : ""
            return error(.syntax, at: mark, problem + context + hint)
        }
    }

    /// A byte or character that YAML forbids. libyaml tells only its offset.
    private func unreadable(_ problem: String) -> YAMLError {
        let before = text.prefix(parser.pointee.problem_offset)
        let line = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let column = line.last.map { String(decoding: $0, as: UTF8.self).unicodeScalars.count } ?? 0
        let value = parser.pointee.problem_value
        let what = value >= 0 ? " (0x\(String(value, radix: 16)))" : ""
        let message = "\(problem)\(what); a file must be UTF-8 text without control characters"
        return YAMLError(.encoding, file: file, line: max(line.count, 1), column: column + 1, message: message)
    }

    private func error(_ code: YAMLError.Code, at mark: yaml_mark_t, _ message: String) -> YAMLError {
        YAMLError(code, file: file, line: mark.line + 1, column: mark.column + 1, message: message)
    }
}

extension YAMLEvent {
    fileprivate init(_ event: yaml_event_t) {
        line = event.start_mark.line + 1
        column = event.start_mark.column + 1
        switch event.type {
        case YAML_STREAM_START_EVENT: kind = .streamStart
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        case YAML_SEQUENCE_START_EVENT:
            kind = .sequenceStart
            anchor = Self.string(event.data.sequence_start.anchor)
            tag = Self.string(event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            kind = .mappingStart
            anchor = Self.string(event.data.mapping_start.anchor)
            tag = Self.string(event.data.mapping_start.tag)
        case YAML_ALIAS_EVENT:
            kind = .alias(Self.string(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            kind = .scalar(text: text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
            anchor = Self.string(scalar.anchor)
            tag = Self.string(scalar.tag)
        default:
            kind = .streamEnd
        }
    }

    private static func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}
