import OrderedCollections

extension NeutronState {
    /// The tags of one resource: all of them under `/tags`, one under `/tags/{tag}` (Networking API, "Standard attributes tag").
    mutating func serveTags<R: NeutronResource>(
        of resource: R,
        tag: String?,
        _ request: SandboxRequest
    ) throws(SandboxFault) -> SandboxResponse {
        if request.method != "GET" { try requireOwner(of: resource, request.caller, "update_\(R.kind.name):tags") }
        var tags = resource.tags
        var status = 204
        switch (request.method, tag) {
        case ("GET", nil):
            return SandboxResponse(status: 200, json: ["tags": .strings(tags)])
        case ("PUT", nil):
            tags = try Self.tags(in: request.body)
            status = 200
        case ("DELETE", nil):
            tags = []
        case ("PUT", let tag?):
            if !tags.contains(tag) { tags.append(tag) }
            status = 201
        case ("GET", let tag?):
            guard tags.contains(tag) else { throw Self.noSuchTag(tag) }
        case ("DELETE", let tag?):
            guard tags.contains(tag) else { throw Self.noSuchTag(tag) }
            tags.removeAll { $0 == tag }
        default:
            throw Self.noSuchPath
        }
        self[keyPath: R.table][resource.id]?.tags = tags
        guard status == 200 else { return SandboxResponse(status: status) }
        return SandboxResponse(status: status, json: ["tags": .strings(tags)])
    }

    private static func noSuchTag(_ tag: String) -> SandboxFault {
        SandboxFault(status: 404, type: "TagNotFound", message: "Tag \(tag) could not be found.")
    }

    private static func tags(in body: [UInt8]) throws(SandboxFault) -> [String] {
        guard let list = (try? JSONValue(parsing: body))?["tags"]?.arrayValue else {
            throw .invalidInput("Invalid tags body")
        }
        var tags: [String] = []
        for entry in list {
            guard let tag = entry.stringValue, tag.unicodeScalars.count <= 255 else {
                throw .invalidInput("'\(entry.plainText)' exceeds maximum length of 255")
            }
            if !tags.contains(tag) { tags.append(tag) }
        }
        return tags.sorted()
    }
}
