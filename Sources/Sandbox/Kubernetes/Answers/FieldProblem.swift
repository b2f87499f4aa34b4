/// One thing that is wrong with an object, in the words of the real API server's `field.Error`.
struct FieldProblem: Hashable, Sendable {
    /// What kind of problem it is; the raw value is the cause's reason.
    enum Kind: String, Sendable {
        case required = "FieldValueRequired"
        case invalid = "FieldValueInvalid"
        case notSupported = "FieldValueNotSupported"
        case duplicate = "FieldValueDuplicate"
        case forbidden = "FieldValueForbidden"
        case tooLong = "FieldValueTooLong"

        fileprivate var text: String {
            switch self {
            case .required: "Required value"
            case .invalid: "Invalid value"
            case .notSupported: "Unsupported value"
            case .duplicate: "Duplicate value"
            case .forbidden: "Forbidden"
            case .tooLong: "Too long"
            }
        }
    }

    /// The path of the field: `spec.ports[0].port`.
    let field: String
    private let kind: Kind
    private let value: JSONValue?
    private let detail: String

    /// A field that must be there.
    static func required(_ field: String, _ detail: String = "") -> FieldProblem {
        FieldProblem(field: field, kind: .required, value: nil, detail: detail)
    }

    /// A value that cannot be.
    static func invalid(_ field: String, _ value: JSONValue, _ detail: String) -> FieldProblem {
        FieldProblem(field: field, kind: .invalid, value: value, detail: detail)
    }

    /// A value that is none of the known ones.
    static func notSupported(_ field: String, _ value: String, known: [String]) -> FieldProblem {
        let names = known.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return FieldProblem(
            field: field,
            kind: .notSupported,
            value: .string(value),
            detail: "supported values: \(names)"
        )
    }

    /// A value that may be there only once.
    static func duplicate(_ field: String, _ value: JSONValue, _ detail: String = "") -> FieldProblem {
        FieldProblem(field: field, kind: .duplicate, value: value, detail: detail)
    }

    /// A field that may not be set or changed.
    static func forbidden(_ field: String, _ detail: String) -> FieldProblem {
        FieldProblem(field: field, kind: .forbidden, value: nil, detail: detail)
    }

    /// A text that is too long.
    static func tooLong(_ field: String, _ detail: String) -> FieldProblem {
        FieldProblem(field: field, kind: .tooLong, value: nil, detail: detail)
    }

    /// The problem without the field: `Invalid value: 0: must be between 1 and 65535, inclusive`.
    var message: String {
        ([kind.text] + (value.map { [$0.text] } ?? []) + (detail.isEmpty ? [] : [detail])).joined(separator: ": ")
    }

    /// The problem as a Status shows it.
    var cause: JSONValue {
        ["reason": .string(kind.rawValue), "message": .string(message), "field": .string(field)]
    }
}
