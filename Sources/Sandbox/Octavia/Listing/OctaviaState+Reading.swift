import OrderedCollections

extension OctaviaState {
    /// Answers with one resource of the caller's project.
    func show<Resource: ProvisionedResource>(
        _ type: Resource.Type,
        _ id: String,
        _ call: Call
    ) throws(OctaviaFault) -> SandboxResponse {
        let resource = try find(type, id)
        try call.authorise(.read, project: resource.projectID)
        return answer(resource, call)
    }

    /// Answers with one resource.
    func answer<Resource: OctaviaResource>(_ resource: Resource, _ call: Call, status: Int = 200) -> SandboxResponse {
        var object = resource.rendered(in: self)
        if let fields = ListQuery.fields(call.request) { object = object.filter { fields.contains($0.key) } }
        return SandboxResponse(status: status, json: [Resource.singular: .object(object)])
    }

    /// Answers with a page of the resources that the caller sees: those of one project, or all for an administrator
    /// who names none.
    func list<Resource: ProvisionedResource>(
        _ type: Resource.Type,
        _ call: Call
    ) throws(OctaviaFault) -> SandboxResponse {
        let table = self[keyPath: Resource.table]
        let wanted = call.request.queryValues("project_id").first
        if call.seesAllProjects {
            return try list(table, call) { wanted == nil || $0.projectID == wanted }
        }
        let project = wanted ?? call.request.caller.projectID
        try call.authorise(.read, project: project)
        return try list(table, call) { $0.projectID == project }
    }

    /// Answers with a page of the resources of a table that meet a condition.
    func list<Resource: OctaviaResource>(
        _ table: Table<Resource>,
        _ call: Call,
        where isVisible: @escaping (Resource) -> Bool = { _ in true }
    ) throws(OctaviaFault) -> SandboxResponse {
        let query = try ListQuery(
            call.request,
            filterable: Resource.filters.union(["id", "name"]),
            pageSize: settings.pageSize
        )
        let page = try query.page(of: table, where: isVisible)
        let objects = page.map { JSONValue.object(query.selection(of: $0.rendered(in: self))) }
        return SandboxResponse(
            status: 200,
            json: [
                Resource.plural: .array(objects),
                "\(Resource.plural)_links": query.links(page: page, of: call.request),
            ]
        )
    }

    /// The resources with some ids, in their order.
    func table<Resource: OctaviaResource>(_ type: Resource.Type, _ ids: some Sequence<String>) -> Table<Resource> {
        let all = self[keyPath: Resource.table]
        return Table(uniqueKeysWithValues: ids.compactMap { id in all[id].map { (id, $0) } })
    }
}
