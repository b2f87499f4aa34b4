public import KeystoneAuth

/// One typed call: what is sent and how its answer is read. Built by static functions of the resources.
public struct Request<Response: Sendable>: Sendable {
    /// The call without its body.
    public var call: APIRequest
    /// The body, encoded as JSON when the request is sent.
    public var body: (any Encodable & Sendable)?

    /// Reads the answer's JSON.
    let decode: @Sendable (APIResponse) throws -> Response

    init(
        _ call: APIRequest,
        body: (any Encodable & Sendable)? = nil,
        decode: @escaping @Sendable (APIResponse) throws -> Response
    ) {
        self.call = call
        self.body = body
        self.decode = decode
    }
}

extension Request where Response: Decodable {
    /// A call whose answer is one object under the key `envelope`: `{"loadbalancer": {…}}`.
    init(_ call: APIRequest, body: (any Encodable & Sendable)? = nil, envelope: String) {
        self.init(call, body: body) { try Envelope<Response>.decode($0.body, key: envelope).content }
    }
}

extension Request where Response == Void {
    /// A call whose answer, if it has one, is not needed.
    init(_ call: APIRequest, body: (any Encodable & Sendable)? = nil) {
        self.init(call, body: body) { _ in }
    }
}
