import OrderedCollections

/// What a field of a Kubernetes object holds, how it is written down, and how a strategic merge patch changes it.
///
/// As in the real API, a field whose value is zero (`""`, `0`, `false`, an empty list or map) is not written, unless it is `kept`.
indirect enum FieldType: Sendable {
    case string
    case integer
    case boolean
    /// A port: a number or the name of one.
    case intOrString
    /// RFC 3339 in whole seconds.
    case time
    /// RFC 3339 with exactly six digits after the point.
    case microTime
    /// A map of texts.
    case textMap
    /// What the sandbox does not look into.
    case any
    /// An object with the name of its Go struct, as decoding errors show it.
    case object(String, OrderedDictionary<String, FieldType>)
    case list(FieldType, ListMerge)
    /// A field whose zero is written when it is given.
    case kept(FieldType)

    /// How a patch changes a list.
    enum ListMerge: Sendable, Hashable {
        /// The patch's list takes its place.
        case atomic
        /// The patch's values are added.
        case set
        /// Elements with equal keys are merged. Server-side apply may tell elements apart by more keys.
        case byKey(String, whenApplied: [String] = [])
    }

    /// A list that a patch replaces as a whole.
    static func atomic(_ element: FieldType) -> FieldType { .list(element, .atomic) }

    /// The type of a field; `nil` where this is no object or has no such field.
    func field(_ name: String) -> FieldType? {
        switch self {
        case .object(_, let fields): fields[name]
        case .kept(let type): type.field(name)
        default: nil
        }
    }

    /// Whether every name is a field.
    var isOpen: Bool {
        switch self {
        case .any, .textMap: true
        case .kept(let type): type.isOpen
        default: false
        }
    }

    /// The type of the elements and how they are merged; a list that is not known is replaced as a whole.
    var listElement: (type: FieldType, merge: ListMerge) {
        switch self {
        case .list(let type, let merge): (type, merge)
        case .kept(let type): type.listElement
        default: (.any, .atomic)
        }
    }

    /// The name of the type in Go, as decoding errors show it.
    var goName: String {
        switch self {
        case .string: "string"
        case .integer: "int32"
        case .boolean: "bool"
        case .intOrString: "intstr.IntOrString"
        case .time: "v1.Time"
        case .microTime: "v1.MicroTime"
        case .textMap: "map[string]string"
        case .any: "interface {}"
        case .object(let name, _): "v1.\(name)"
        case .list(let element, _): "[]\(element.goName)"
        case .kept(let type): type.goName
        }
    }
}
