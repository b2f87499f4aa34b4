import OrderedCollections

/// Why an object cannot be read, in the words of the real decoder.
struct DecodingProblem: Error, Hashable {
    var message: String
}

/// Reads objects as the real API server does: types are checked, unknown fields are dropped and noted, zero values vanish.
struct ObjectDecoder {
    /// The paths of the fields that nobody knows: `spec.ports[0].prot`.
    private(set) var unknownFields: [String] = []

    /// The object with what is known of it.
    mutating func decode(_ object: JSONValue, of resource: APIResource) throws(DecodingProblem) -> JSONValue {
        var result: JSONValue = ["kind": .string(resource.kind), "apiVersion": .string(resource.apiVersion)]
        for (name, value) in object.objectValue ?? [:] where name != "kind" && name != "apiVersion" {
            guard let type = resource.schema.field(name) else {
                unknownFields.append(name)
                continue
            }
            result[name] = try decode(value, as: type, at: name, display: name, in: resource.kind)
        }
        return result
    }

    /// The value, or `nil` where it is as good as absent.
    private mutating func decode(
        _ value: JSONValue,
        as type: FieldType,
        at path: String,
        display: String,
        in structName: String
    ) throws(DecodingProblem) -> JSONValue? {
        if value.isNull { return nil }
        let place = Place(path: path, goPath: display, structName: structName)
        switch type {
        case .kept(.object(let name, let fields)):
            return try decodeObject(value, name, fields, at: place)
        case .kept(let inner):
            return try decode(value, as: inner, at: path, display: display, in: structName) ?? value
        case .any: return value
        case .string: return try place.check(value, type, value.stringValue != nil, isZero: value == "")
        case .integer: return try place.check(value, type, value.intValue != nil, isZero: value == 0)
        case .boolean: return try place.check(value, type, value.boolValue != nil, isZero: value == false)
        case .intOrString:
            return try place.check(value, type, value.intValue != nil || value.stringValue != nil, isZero: false)
        case .time, .microTime:
            guard let text = value.stringValue else { throw place.mismatch(value, type) }
            try TimeText.check(text, type)
            return value
        case .textMap: return try decodeTexts(value, at: place)
        case .list(let element, _): return try decodeList(value, of: element, type: type, at: place)
        case .object(let name, let fields):
            let object = try decodeObject(value, name, fields, at: place)
            return object?.unlessEmpty
        }
    }

    private mutating func decodeObject(
        _ value: JSONValue,
        _ name: String,
        _ fields: OrderedDictionary<String, FieldType>,
        at place: Place
    ) throws(DecodingProblem) -> JSONValue? {
        guard let members = value.objectValue else { throw place.mismatch(value, .object(name, fields)) }
        var result: OrderedDictionary<String, JSONValue> = [:]
        for (field, member) in members {
            guard let type = fields[field] else {
                unknownFields.append("\(place.path).\(field)")
                continue
            }
            let (path, display) = ("\(place.path).\(field)", "\(place.goPath).\(field)")
            if let decoded = try decode(member, as: type, at: path, display: display, in: name) {
                result[field] = decoded
            }
        }
        return .object(result)
    }

    private mutating func decodeList(
        _ value: JSONValue,
        of element: FieldType,
        type: FieldType,
        at place: Place
    ) throws(DecodingProblem) -> JSONValue? {
        guard let elements = value.arrayValue else { throw place.mismatch(value, type) }
        var decoded: [JSONValue] = []
        for (index, member) in elements.enumerated() {
            let path = "\(place.path)[\(index)]"
            let result = try decode(member, as: .kept(element), at: path, display: place.goPath, in: place.structName)
            decoded.append(result ?? .null)
        }
        return JSONValue.array(decoded).unlessEmpty
    }

    private func decodeTexts(_ value: JSONValue, at place: Place) throws(DecodingProblem) -> JSONValue? {
        guard let members = value.objectValue else { throw place.mismatch(value, .textMap) }
        for member in members.values where member.stringValue == nil && !member.isNull {
            throw place.mismatch(member, .string)
        }
        return JSONValue.object(members.mapValues { $0.isNull ? "" : $0 }).unlessEmpty
    }
}

/// Where a decoder is.
private struct Place {
    let path: String
    let goPath: String
    let structName: String

    func check(
        _ value: JSONValue,
        _ type: FieldType,
        _ fits: Bool,
        isZero: Bool
    ) throws(DecodingProblem) -> JSONValue? {
        guard fits else { throw mismatch(value, type) }
        guard !isZero else { return nil }
        return value
    }

    func mismatch(_ value: JSONValue, _ type: FieldType) -> DecodingProblem {
        let found =
            switch value {
            case .null: "null"
            case .bool: "bool"
            case .int(let number): type.goName == "int32" ? "number \(number)" : "number"
            case .double(let number): "number \(number)"
            case .string: "string"
            case .array: "array"
            case .object: "object"
            }
        let target = "Go struct field \(structName).\(goPath) of type \(type.goName)"
        return DecodingProblem(message: "json: cannot unmarshal \(found) into \(target)")
    }
}
