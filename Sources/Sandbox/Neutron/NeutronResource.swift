import OrderedCollections

/// One kind of thing that Neutron keeps: how it is named, what may be set, and how it is made, changed and removed.
protocol NeutronResource: Sendable {
    /// Its names and attributes in the API.
    static var kind: NeutronKind { get }
    /// Where the state keeps all of them, by id.
    static var table: WritableKeyPath<NeutronState, OrderedDictionary<String, Self>> { get }

    var id: String { get }
    var projectID: String { get }
    var tags: [String] { get set }
    /// Grows with each change; `nil` where the sandbox does not count.
    var revisionNumber: Int? { get }

    /// The resource as the API shows it.
    func json(in state: NeutronState) -> JSONValue
    /// Whether callers of other projects see it.
    func isPublic(in state: NeutronState) -> Bool

    /// Makes one from checked attributes.
    static func create(_ values: NeutronValues, for caller: Caller, in state: inout NeutronState) throws(SandboxFault)
        -> Self
    /// Changes one by checked attributes.
    mutating func update(_ values: NeutronValues, in state: inout NeutronState) throws(SandboxFault)
    /// Gives back what it holds; throws when it is in use.
    func release(in state: inout NeutronState) throws(SandboxFault)
}

extension NeutronResource {
    var revisionNumber: Int? { nil }
    func isPublic(in state: NeutronState) -> Bool { false }
    func release(in state: inout NeutronState) throws(SandboxFault) {}

    /// Whether a caller sees it: its own, everyone's, and for an admin all; without the role `reader`, nothing.
    func isVisible(to caller: Caller, in state: NeutronState) -> Bool {
        if caller.isAdmin { return true }
        return caller.roles.contains("reader") && (projectID == caller.projectID || isPublic(in: state))
    }
}

/// A resource's names and attributes in the API.
struct NeutronKind: Sendable {
    /// `floatingip`.
    var name: String
    /// `floatingips`, in bodies and quotas.
    var plural: String
    /// The path's last part where it differs: `security-groups`.
    var path: String
    /// The name of Neutron's not-found error.
    var notFoundType: String
    /// What that error says, `ID` standing for the id.
    var notFoundText: String
    /// What a body may hold.
    var attributes: [NeutronAttribute]

    init(
        _ name: String,
        _ plural: String,
        path: String? = nil,
        notFound type: String,
        _ text: String,
        _ attributes: [NeutronAttribute]
    ) {
        self.name = name
        self.plural = plural
        self.path = path ?? plural
        self.notFoundType = type
        self.notFoundText = text
        self.attributes = NeutronAttribute.common + attributes
    }

    /// 404 for an id that does not exist or that the caller may not know of.
    func notFound(_ id: String) -> SandboxFault {
        SandboxFault(status: 404, type: notFoundType, message: notFoundText.replacing("ID", with: id))
    }

    /// The attribute with a name.
    func attribute(_ name: String) -> NeutronAttribute? { attributes.first { $0.name == name } }
}
