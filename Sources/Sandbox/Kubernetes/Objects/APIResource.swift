/// A kind of object and the API that serves it.
struct APIResource: Sendable {
    /// The API group; empty for the core group.
    var group = ""
    /// The name in paths, e.g. `services`.
    var name: String
    /// The kind, e.g. `Service`.
    var kind: String
    /// Whether its objects live in namespaces.
    var isNamespaced = true
    /// What kubectl also calls it.
    var shortNames: [String] = []
    /// Whether `kubectl get all` shows it.
    var isInAll = false
    /// What can be done with it.
    var verbs = APIResource.allVerbs
    /// Whether the status is written apart from the rest.
    var hasStatus = false
    /// Whether a PUT makes an object that is not there.
    var createsOnUpdate = false
    /// Whether a PUT without a resourceVersion is taken.
    var takesUnconditionalUpdates = true
    /// Whether a DELETE answers the object instead of a Status.
    var answersDeletedObject = false
    /// Whether `metadata.generation` counts the changes of the spec. In the real API neither Services nor Nodes do.
    var countsGenerations = false
    /// Whether names are RFC 1123 labels instead of subdomains.
    var namesAreLabels = false
    /// The fields that a field selector may name, beside `metadata.name` and `metadata.namespace`.
    var selectableFields: [String] = []
    /// The fields of an object.
    var schema: FieldType

    /// Every verb of an object that is stored.
    static let allVerbs = ["create", "delete", "get", "list", "patch", "update", "watch"]

    /// `v1`, or `coordination.k8s.io/v1`.
    var apiVersion: String { group.isEmpty ? "v1" : "\(group)/v1" }

    /// `services`, or `leases.coordination.k8s.io`, as messages name it.
    var qualifiedName: String { group.isEmpty ? name : "\(name).\(group)" }

    /// `Service`, or `Lease.coordination.k8s.io`, as messages name it.
    var qualifiedKind: String { group.isEmpty ? kind : "\(kind).\(group)" }

    /// The name for one, as kubectl takes it.
    var singularName: String { kind.lowercased() }

    /// Where the API is: `/api/v1`, or `/apis/coordination.k8s.io/v1`.
    var root: String { group.isEmpty ? "/api/v1" : "/apis/\(apiVersion)" }

    /// How the JSON of every object of the kind starts; the items of lists do without it.
    var prefix: String { "{\"kind\":\"\(kind)\",\"apiVersion\":\"\(apiVersion)\"," }
}
