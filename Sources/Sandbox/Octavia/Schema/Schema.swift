import OrderedCollections

/// An object of JSON whose attributes have been checked.
typealias JSONObject = OrderedDictionary<String, JSONValue>

/// Which attributes a kind of request body may carry, and what each may be. Reading refuses what WSME refuses, in its
/// words and its order: unknown attributes first, then each attribute as declared.
struct Schema: Sendable {
    /// One attribute of a body.
    struct Attribute: Sendable {
        let name: String
        let rule: Rule
        var isMandatory = false
        var fallback: JSONValue?
        /// Whether `null` is as good as nothing.
        var ignoresNull = false

        /// May be left out.
        static func optional(_ name: String, _ rule: Rule) -> Attribute {
            Attribute(name: name, rule: rule)
        }

        /// Must be there.
        static func required(_ name: String, _ rule: Rule) -> Attribute {
            Attribute(name: name, rule: rule, isMandatory: true)
        }

        /// Has a value where it is left out.
        static func defaulted(_ name: String, _ rule: Rule, _ fallback: JSONValue) -> Attribute {
            Attribute(name: name, rule: rule, fallback: fallback)
        }

        /// The tags that most resources have.
        static let tags = Attribute(name: "tags", rule: .list(.string(max: 255)), ignoresNull: true)
    }

    private let attributes: [Attribute]
    private let names: Set<String>

    /// Declares the attributes in the order in which they are checked.
    init(_ attributes: Attribute...) { self.init(attributes) }

    /// Declares the attributes in the order in which they are checked.
    init(_ attributes: [Attribute]) {
        self.attributes = attributes
        self.names = Set(attributes.map(\.name))
    }

    /// The attributes of this schema and more.
    func with(_ more: Attribute...) -> Schema { Schema(attributes + more) }

    /// The attributes given, checked and in canonical form, and the defaults of those left out. `null` passes every rule.
    func read(_ value: JSONValue) throws(SchemaProblem) -> JSONObject {
        guard case .object(let members) = value else {
            throw .crash("'\(value.pythonType)' object has no attribute 'keys'")
        }
        let unknown = members.keys.filter { !names.contains($0) }
        guard unknown.isEmpty else { throw .unknown(path: [], attributes: unknown.sorted()) }
        var result: JSONObject = [:]
        for attribute in attributes {
            if let given = members[attribute.name], !given.isNull || !attribute.ignoresNull {
                result[attribute.name] = try read(given, as: attribute)
            } else if attribute.isMandatory {
                throw .invalid(attribute.name, .null, "Mandatory field missing.")
            } else if let fallback = attribute.fallback {
                result[attribute.name] = fallback
            }
        }
        return result
    }

    private func read(_ given: JSONValue, as attribute: Attribute) throws(SchemaProblem) -> JSONValue {
        if given.isNull { return .null }
        do {
            return try attribute.rule.read(given)
        } catch {
            switch error {
            case .refused(let reason): throw .invalid(attribute.name, given, reason)
            case .unknown(let path, let names): throw .unknown(path: [attribute.name] + path, attributes: names)
            default: throw error
            }
        }
    }
}

/// Why a body does not fit its schema.
enum SchemaProblem: Error {
    /// A value does not fit its rule.
    case refused(String)
    /// An attribute's value does not fit its rule.
    case invalid(String, JSONValue, String)
    /// A value is of the wrong kind; WSME reports the whole body then.
    case malformed(String)
    /// There are attributes that nobody declared; the path leads to their object.
    case unknown(path: [String], attributes: [String])
    /// WSME fails itself.
    case crash(String)

    /// The problem as Octavia answers it. WSME names the function argument that takes the body.
    func fault(argument: String, body: JSONValue) -> OctaviaFault {
        switch self {
        case .refused(let reason), .malformed(let reason): return .invalidInput(argument, body, reason)
        case .invalid(let name, let value, let reason): return .invalidInput(name, value, reason)
        case .unknown(let path, let attributes):
            let noun = attributes.count > 1 ? "attributes" : "attribute"
            let place = ([argument] + path).joined(separator: ".")
            return OctaviaFault(400, "Unknown \(noun) for argument \(place): \(attributes.joined(separator: ", "))")
        case .crash(let message): return OctaviaFault(500, message)
        }
    }
}
