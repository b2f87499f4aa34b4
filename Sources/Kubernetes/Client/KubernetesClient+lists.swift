import CurlTransport

/// What to list.
public struct ListRequest: Sendable, Hashable {
    /// The namespace; `nil` means all.
    public var namespace: String?
    /// Which labels objects have: `kubernetes.io/service-name=web`.
    public var labelSelector: String?
    /// Which fields objects have: `metadata.name=web`.
    public var fieldSelector: String?
    /// How fresh the list must be: `nil` is the newest, `0` is whatever the API server has at hand.
    public var resourceVersion: String?
    /// How many objects a page has; `nil` asks for all at once.
    public var pageSize: Int?

    /// Creates a request for the newest list, page by page.
    public init(
        namespace: String? = nil,
        labelSelector: String? = nil,
        fieldSelector: String? = nil,
        resourceVersion: String? = nil,
        pageSize: Int? = 500
    ) {
        self.namespace = namespace
        self.labelSelector = labelSelector
        self.fieldSelector = fieldSelector
        self.resourceVersion = resourceVersion
        self.pageSize = pageSize
    }

    /// The part of the query that watches have too.
    var selection: [(name: String, value: String)] {
        [("fieldSelector", fieldSelector), ("labelSelector", labelSelector)].compactMap { name, value in
            value.map { (name, $0) }
        }
    }
}

/// All objects of one kind as they were at one moment.
public struct ObjectList<Object: KubernetesObject>: Sendable {
    /// The objects, in the API server's order.
    public internal(set) var items: [Object] = []
    /// Objects that are there and can't be read.
    public internal(set) var unreadable: [UnreadableObject] = []
    /// The version from which a watch goes on.
    public internal(set) var resourceVersion = ""
    /// How many pages it took.
    public internal(set) var pages = 0
    /// Where the next page begins.
    var continuation: String?
}

/// An object that is there and can't be read.
public struct UnreadableObject: Sendable, Hashable {
    /// Who it is; `nil` if not even that can be read.
    public var metadata: ObjectMeta?
    /// What is wrong, and in which field.
    public var problem: String
}

extension KubernetesClient {
    /// Lists all objects, page by page.
    ///
    /// A continuation that is no longer valid (410) makes it begin again, without pages, as client-go does.
    public func list<Object: KubernetesObject>(
        _ type: Object.Type = Object.self,
        _ request: ListRequest = ListRequest()
    ) async throws(KubernetesError) -> ObjectList<Object> {
        var list = ObjectList<Object>()
        do throws(KubernetesError) {
            repeat {
                try await readPage(of: request, into: &list)
            } while list.continuation != nil
        } catch  where error.code == .expired && list.pages > 0 {
            var whole = request
            (whole.pageSize, whole.resourceVersion) = (nil, nil)
            list = ObjectList()
            try await readPage(of: whole, into: &list)
        }
        return list
    }

    private func readPage<Object>(
        of request: ListRequest,
        into list: inout ObjectList<Object>
    ) async throws(KubernetesError) {
        let call = Self.listCall(Object.resource, request, continuation: list.continuation, timeout: listTimeout)
        var chunks = try await stream(call).body.makeAsyncIterator()
        var scanner = ListScanner()
        do {
            while let chunk = try await chunks.next() {
                try scanner.read(chunk) { (bytes: [UInt8]) in add(bytes, to: &list) }
            }
        } catch let error as TransportError {
            throw KubernetesError(error, to: call)
        } catch {
            throw KubernetesError(unreadable: "\(error)", call)
        }
        guard scanner.isComplete, let bytes = scanner.metadata,
            let metadata = try? JSON.decode(ListMetadata.self, from: bytes)
        else { throw KubernetesError(unreadable: "it ends before the list does, or has no metadata", call) }
        list.resourceVersion = metadata.resourceVersion ?? ""
        list.continuation = metadata.continue.flatMap { $0.isEmpty ? nil : $0 }
        list.pages += 1
    }

    private func add<Object>(_ bytes: [UInt8], to list: inout ObjectList<Object>) {
        switch ReadObject<Object>(bytes, sharing: texts) {
        case .object(let object): list.items.append(object)
        case .unreadable(let object): list.unreadable.append(object)
        }
    }

    private static func listCall(
        _ resource: APIResource,
        _ request: ListRequest,
        continuation: String?,
        timeout: Duration
    ) -> APICall {
        var call = APICall(
            method: .get,
            path: resource.path(in: request.namespace),
            resource: resource.plural,
            verb: "list",
            timeout: timeout
        )
        if let continuation { call.query.append(("continue", continuation)) }
        call.query += request.selection
        if let pageSize = request.pageSize { call.query.append(("limit", String(pageSize))) }
        // A continuation has a version of its own; the API server refuses another one beside it.
        if continuation == nil, let version = request.resourceVersion {
            call.query.append(("resourceVersion", version))
        }
        return call
    }
}

/// What a list says about itself (meta/v1 ListMeta).
private struct ListMetadata: Decodable {
    var resourceVersion: String?
    var `continue`: String?
}

/// An object, or who it is and why it can't be read.
enum ReadObject<Object: KubernetesObject>: Sendable {
    case object(Object)
    case unreadable(UnreadableObject)

    private struct Identity: Decodable {
        var metadata: ObjectMeta
    }

    init(_ bytes: [UInt8], sharing texts: TextPool) {
        do {
            self = .object(try JSON.decode(Object.self, from: bytes, sharing: texts))
        } catch {
            let identity = try? JSON.decode(Identity.self, from: bytes)
            self = .unreadable(UnreadableObject(metadata: identity?.metadata, problem: JSON.problem(error)))
        }
    }
}
