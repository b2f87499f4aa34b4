/// Builds nodes from libyaml's events: follows aliases and merge keys, refuses duplicate keys and keeps the limits.
struct YAMLParser {
    /// A node with what it weighs against the limits.
    private struct Built {
        var node: YAMLNode
        /// Nodes in it, itself and keys included.
        var count = 1
        /// Levels of lists and mappings in it.
        var height = 0
    }

    private let events: YAMLEventReader
    private let file: String
    private let limits: YAMLLimits
    private var anchors: [String: Built] = [:]
    private var count = 0

    /// All documents of a text that are not empty.
    static func documents(
        from bytes: [UInt8],
        file: String,
        limits: YAMLLimits
    ) throws(YAMLError) -> [YAMLNode] {
        let input = try YAMLInput.prepare(bytes, file: file, limits: limits)
        // libyaml asserts that there is an address, which an empty array need not have.
        guard !input.isEmpty else { return [] }
        return try input.withUnsafeBufferPointer { text throws(YAMLError) in
            var parser = YAMLParser(
                events: try YAMLEventReader(text: text, file: file),
                file: file,
                limits: limits
            )
            return try parser.documents()
        }
    }

    private init(events: YAMLEventReader, file: String, limits: YAMLLimits) {
        self.events = events
        self.file = file
        self.limits = limits
    }

    private mutating func documents() throws(YAMLError) -> [YAMLNode] {
        var documents: [YAMLNode] = []
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamEnd:
                return documents
            case .streamStart, .documentEnd:
                continue
            case .documentStart:
                anchors = [:]
            default:
                let document = try build(event, depth: 0).node
                if !document.isNull { documents.append(document) }
            }
        }
    }

    private mutating func build(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> Built {
        try add(1, at: event)
        let built: Built
        switch event.kind {
        case .alias(let name):
            return try follow(name, at: event, depth: depth)
        case .sequenceStart:
            built = try sequence(event, depth: depth + 1)
        case .mappingStart:
            built = try mapping(event, depth: depth + 1)
        case .scalar(let text, let isPlain):
            built = Built(node: event.node(.scalar(try scalar(text, isPlain: isPlain, event))))
        case .streamStart, .documentStart, .documentEnd, .streamEnd, .sequenceEnd, .mappingEnd:
            throw error(.syntax, at: event, "a value is missing here")
        }
        if let anchor = event.anchor { anchors[anchor] = built }
        return built
    }

    private mutating func sequence(_ start: YAMLEvent, depth: Int) throws(YAMLError) -> Built {
        try check(depth: depth, at: start)
        var elements: [YAMLNode] = []
        var built = Built(node: start.node(.sequence([])))
        while true {
            let event = try events.next()
            if case .sequenceEnd = event.kind { break }
            let element = try build(event, depth: depth)
            elements.append(element.node)
            built.count += element.count
            built.height = max(built.height, element.height)
        }
        built.node.content = .sequence(elements)
        built.height += 1
        return built
    }

    private mutating func mapping(_ start: YAMLEvent, depth: Int) throws(YAMLError) -> Built {
        try check(depth: depth, at: start)
        var entries = YAMLEntries()
        var built = Built(node: start.node(.mapping([])))
        while true {
            let event = try events.next()
            if case .mappingEnd = event.kind { break }
            try add(1, at: event)
            let key = try self.key(event)
            let value = try build(try events.next(), depth: depth)
            let isNew = key == .merge ? entries.merge(value.node) : entries.add(key.text, at: event.line, value.node)
            guard isNew else { throw refusal(of: key, at: event, entries) }
            built.count += value.count + 1
            built.height = max(built.height, value.height)
        }
        built.node.content = .mapping(entries.all)
        built.height += 1
        return built
    }

    private mutating func follow(_ name: String, at event: YAMLEvent, depth: Int) throws(YAMLError) -> Built {
        guard let target = anchors[name] else {
            throw error(.syntax, at: event, "*\(name) refers to &\(name), which is not defined before it")
        }
        try check(depth: depth + target.height, at: event)
        try add(target.count, at: event)
        return target
    }

    private mutating func add(_ nodes: Int, at event: YAMLEvent) throws(YAMLError) {
        count += nodes
        guard count <= limits.nodes else {
            throw error(.limit, at: event, "this file holds more than \(limits.nodes) values, aliases counted in full")
        }
    }

    private func check(depth: Int, at event: YAMLEvent) throws(YAMLError) {
        guard depth <= limits.depth else {
            throw error(.limit, at: event, "lists and mappings are nested more than \(limits.depth) levels deep")
        }
    }

    fileprivate func error(_ code: YAMLError.Code, at event: YAMLEvent, _ message: String) -> YAMLError {
        YAMLError(code, file: file, line: event.line, column: event.column, message: message)
    }
}

// MARK: - Keys and scalars

extension YAMLParser {
    private enum Key: Equatable {
        case merge
        case named(String)

        var text: String {
            switch self {
            case .merge: "<<"
            case .named(let name): name
            }
        }
    }

    /// A key's name. As for kubectl, whole numbers are written in decimal and `on` is `true`.
    private mutating func key(_ event: YAMLEvent) throws(YAMLError) -> Key {
        var scalar: YAMLScalar
        switch event.kind {
        case .scalar(text: "<<", isPlain: true) where event.tag == nil || event.tag == Self.tags + "merge":
            return .merge
        case .scalar(let text, let isPlain):
            scalar = try self.scalar(text, isPlain: isPlain, event)
            if let anchor = event.anchor { anchors[anchor] = Built(node: event.node(.scalar(scalar))) }
        case .alias(let name):
            guard case .scalar(let target) = try follow(name, at: event, depth: 0).node.content else { fallthrough }
            scalar = target
        default:
            throw error(.syntax, at: event, "a key must be a plain word or a quoted string")
        }
        switch scalar.kind {
        case .string, .float:
            return .named(scalar.text)
        case .bool(let value):
            return .named(String(value))
        case .integer:
            return .named(scalar.integer(as: Int64.self).map { String($0) } ?? scalar.text)
        case .null:
            throw error(.mismatch, at: event, "the key is read as null; write it in quotes: \"\(scalar.text)\"")
        }
    }

    private func refusal(of key: Key, at event: YAMLEvent, _ entries: YAMLEntries) -> YAMLError {
        if key == .merge { return error(.syntax, at: event, "<< takes a mapping, or a list of mappings, once") }
        let first = entries.all.first { $0.key == key.text }?.line ?? event.line
        return error(.duplicateKey, at: event, "the key \(key.text) is already set on line \(first)")
    }

    private static let tags = "tag:yaml.org,2002:"

    private func scalar(_ text: String, isPlain: Bool, _ event: YAMLEvent) throws(YAMLError) -> YAMLScalar {
        guard let tag = event.tag, tag.hasPrefix(Self.tags) else {
            return isPlain && event.tag == nil ? YAMLScalar(plain: text) : YAMLScalar(string: text)
        }
        var scalar = YAMLScalar(plain: text)
        switch (tag.dropFirst(Self.tags.count), scalar.kind) {
        case ("null", .null), ("bool", .bool), ("int", .integer), ("float", .float):
            return scalar
        case ("float", .integer):
            scalar.kind = .float(scalar.double ?? .infinity)
            return scalar
        case ("null", _), ("bool", _), ("int", _), ("float", _):
            throw error(.mismatch, at: event, "the value is not what its tag !!\(tag.dropFirst(Self.tags.count)) says")
        case ("binary", _):
            throw error(.mismatch, at: event, "the tag !!binary is not supported; write the base64 text as a string")
        default:
            return YAMLScalar(string: text)
        }
    }
}

extension YAMLEvent {
    fileprivate func node(_ content: YAMLNode.Content) -> YAMLNode {
        YAMLNode(content: content, line: line, column: column)
    }
}
