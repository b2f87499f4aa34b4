/// One attribute of a resource, as neutron-lib's attribute maps describe it.
struct NeutronAttribute: Sendable {
    /// What values are taken.
    enum Kind: Sendable {
        case any
        case uuid
        case uuidOrNull
        case text(limit: Int)
        case flag
        case integer
        case address
        case prefix
        case list
    }

    /// Where the attribute may be given.
    enum Access: Sendable {
        case readOnly
        case create
        case createAndUpdate
    }

    var name: String
    var kind: Kind
    var access: Access
    var isRequired = false
    /// Whether only an admin may give it.
    var isAdminOnly = false

    init(_ name: String, _ kind: Kind, _ access: Access, required: Bool = false, adminOnly: Bool = false) {
        self.name = name
        self.kind = kind
        self.access = access
        isRequired = required
        isAdminOnly = adminOnly
    }

    /// What every resource has.
    static let common = [
        NeutronAttribute("id", .uuid, .readOnly),
        NeutronAttribute("project_id", .text(limit: 255), .create),
        NeutronAttribute("tenant_id", .text(limit: 255), .create),
        NeutronAttribute("description", .text(limit: 255), .createAndUpdate),
        NeutronAttribute("tags", .list, .readOnly),
        NeutronAttribute("created_at", .any, .readOnly),
        NeutronAttribute("updated_at", .any, .readOnly),
        NeutronAttribute("revision_number", .integer, .readOnly),
    ]

    /// Why a value is refused; `nil` when it is fine.
    func objection(to value: JSONValue) -> String? {
        switch (kind, value) {
        case (.any, _), (.list, .array), (.flag, .bool), (.integer, .int): nil
        case (.uuidOrNull, .null), (.address, .null), (.prefix, .null): nil
        case (.uuid, _), (.uuidOrNull, _):
            Identifiers.isUUID(value.stringValue ?? "") ? nil : "'\(value.plainText)' is not a valid UUID"
        case (.text(let limit), .string(let text)):
            text.unicodeScalars.count <= limit ? nil : "'\(text)' exceeds maximum length of \(limit)"
        case (.text, _): "'\(value.plainText)' is not a valid string"
        case (.flag, .string(let text)) where ["true", "false"].contains(text.lowercased()): nil
        case (.flag, _): "'\(value.plainText)' cannot be converted to boolean"
        case (.integer, .string(let text)) where Int(text) != nil: nil
        case (.integer, _): "'\(value.plainText)' is not an integer"
        case (.address, _):
            IPAddress(value.stringValue ?? "") != nil ? nil : "'\(value.plainText)' is not a valid IP address"
        case (.prefix, _):
            IPPrefix(value.stringValue ?? "") != nil ? nil : "'\(value.plainText)' is not a valid IP subnet"
        case (.list, _): "'\(value.plainText)' is not a list"
        }
    }
}

extension JSONValue {
    /// A string as it is, anything else as JSON: the form in which Neutron compares filters and quotes bad values.
    var plainText: String {
        switch self {
        case .string(let text): text
        case .null: "None"
        case .bool(let flag): flag ? "True" : "False"
        default: text
        }
    }
}
