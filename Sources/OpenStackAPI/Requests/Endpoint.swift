import CurlTransport
import KeystoneAuth

/// An object of an OpenStack service, as its JSON shows it.
public protocol Resource: Decodable, Sendable {
    /// The project that owns it; `nil` if the service does not say, or the object has no owner.
    var projectID: String? { get }
}

/// A resource with a collection of its own, addressed by id.
public protocol AddressableResource: Resource {
    /// Its id.
    var id: ID<Self> { get }
    /// Where its collection is.
    static var endpoint: Endpoint<Self> { get }
}

/// Where a kind of resource lives in its service's API, and what its parts are called there.
public struct Endpoint<Item: Resource>: Sendable {
    /// Whose objects a listing of the collection is about.
    enum Scope {
        /// The project's of the token. An administrator's token sees every project's, so a filter and a check narrow it.
        case project
        /// All that the token can see: shared networks and the cloud's own offers belong to other projects.
        case visible
    }

    let service: ServiceType
    /// The collection's path, without a trailing slash.
    let path: String
    /// The key around one object.
    let singular: String
    /// The key around a list.
    let plural: String
    /// The resource's part of the operation labels.
    let operation: String
    var scope = Scope.project

    func get(_ id: ID<Item>) -> Request<Item> {
        Request(APIRequest(service, .get, path(id), operation: "\(operation)_get"), envelope: singular)
    }

    func list(_ filters: [Filter<Item>]) -> Listing<Item> {
        Listing(endpoint: self, filters: filters)
    }

    func create<Body: Encodable & Sendable>(_ body: Body) -> Request<Item> {
        Request(
            APIRequest(service, .post, path, operation: "\(operation)_create"),
            body: Envelope(key: singular, content: body),
            envelope: singular
        )
    }

    func update<Body: Encodable & Sendable>(_ id: ID<Item>, _ body: Body) -> Request<Item> {
        Request(
            APIRequest(service, .put, path(id), operation: "\(operation)_update"),
            body: Envelope(key: singular, content: body),
            envelope: singular
        )
    }

    func delete(_ id: ID<Item>) -> Request<Void> {
        Request(APIRequest(service, .delete, path(id), operation: "\(operation)_delete"))
    }

    func path(_ id: ID<Item>) -> String { "\(path)/\(escaped(id))" }
}

/// The id as one path segment: everything but RFC 3986's unreserved characters is escaped, so that no id that a user
/// wrote can reach another resource.
func escaped<Item>(_ id: ID<Item>) -> String {
    let hex = Array("0123456789ABCDEF")
    return id.rawValue.utf8.reduce(into: "") { segment, byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "~"):
            segment.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            segment += "%\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
        }
    }
}
