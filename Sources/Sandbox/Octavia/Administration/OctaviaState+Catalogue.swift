import OrderedCollections

extension OctaviaState {
    /// Serves a kind of catalogue entries: everybody with access reads, administrators change.
    mutating func route<Entry: CatalogueEntry>(
        _ type: Entry.Type,
        _ target: Target,
        _ call: Call
    ) throws(OctaviaFault) -> SandboxResponse {
        if call.request.method != "GET" || Entry.isAdministrative {
            try call.authoriseAdministrator()
        } else {
            try call.authorise(.read, project: call.request.caller.projectID)
        }
        switch (call.request.method, target) {
        case ("GET", .collection): return try list(self[keyPath: Entry.table], call)
        case ("GET", .item(let id)): return answer(try find(type, id), call)
        case ("POST", .collection): return try createEntry(type, call)
        case ("PUT", .item(let id)): return try updateEntry(type, id, call)
        case ("DELETE", .item(let id)): return try deleteEntry(type, id)
        default: throw .noSuchMethod
        }
    }

    private mutating func createEntry<Entry: CatalogueEntry>(
        _ type: Entry.Type,
        _ call: Call
    ) throws(OctaviaFault) -> SandboxResponse {
        var attributes = try call.body(Entry.singular, argument: "\(Entry.singular)_", Entry.creation)
        if Entry.key == "id" { attributes["id"] = .string(identifiers.uuid()) }
        let entry = Entry(attributes: attributes)
        try entry.check(in: self)
        let name = attributes.text("name") ?? ""
        guard !self[keyPath: Entry.table].values.contains(where: { $0.attributes.text("name") == name }) else {
            throw .alreadyExists(Entry.singular, name)
        }
        self[keyPath: Entry.table][attributes.text(Entry.key) ?? ""] = entry
        return answer(entry, call, status: 201)
    }

    private mutating func updateEntry<Entry: CatalogueEntry>(
        _ type: Entry.Type,
        _ id: String,
        _ call: Call
    ) throws(OctaviaFault) -> SandboxResponse {
        let changes = try call.body(Entry.singular, argument: "\(Entry.singular)_", Entry.update)
        var entry = try find(type, id)
        entry.attributes.update(with: changes)
        try entry.check(in: self)
        self[keyPath: Entry.table][id] = entry
        return answer(entry, call)
    }

    private mutating func deleteEntry<Entry: CatalogueEntry>(
        _ type: Entry.Type,
        _ id: String
    ) throws(OctaviaFault) -> SandboxResponse {
        _ = try find(type, id)
        let isUsed = loadBalancers.values.contains {
            $0.attributes.text("flavor_id") == id || $0.attributes.text("availability_zone") == id
        }
        let isProfileOf =
            flavors.values.contains { $0.attributes.text("flavor_profile_id") == id }
            || availabilityZones.values.contains { $0.attributes.text("availability_zone_profile_id") == id }
        guard !isUsed, !isProfileOf else {
            throw OctaviaFault(409, "\(Entry.title) \(id) is in use and cannot be modified.")
        }
        self[keyPath: Entry.table].removeValue(forKey: id)
        return SandboxResponse(status: 204)
    }

    /// Refuses a profile of an unknown provider, or with options that its flavors or zones do not have.
    func check(
        options text: String,
        _ attribute: String,
        _ known: [(name: String, text: String)],
        _ provider: String
    ) throws(OctaviaFault) {
        _ = try self.provider(named: provider)
        guard let options = try? JSONValue(parsing: text).objectValue else { throw .invalidOption(text, attribute) }
        guard let unknown = options.keys.first(where: { name in !known.contains { $0.name == name } }) else { return }
        throw .unsupported(
            provider,
            "Additional properties are not allowed ('\(unknown)' was unexpected)"
        )
    }
}

// MARK: - References from load balancers

extension OctaviaState {
    /// The provider of the flavor that a creation names, if it names one.
    func flavorProvider(requested body: JSONObject) throws(OctaviaFault) -> String? {
        guard let id = body.text("flavor_id") else { return nil }
        guard let flavor = flavors[id] else { throw .validation("Invalid flavor_id.") }
        guard flavor.attributes.flag("enabled") else { throw .disabledOption("flavor", id) }
        return flavorProfiles[flavor.attributes.text("flavor_profile_id") ?? ""]?.attributes.text("provider_name")
    }

    /// Refuses an availability zone that does not exist or is switched off.
    func checkAvailabilityZone(requested body: JSONObject) throws(OctaviaFault) {
        guard let name = body.text("availability_zone") else { return }
        guard let zone = availabilityZones[name] else { throw .validation("Invalid availability zone.") }
        guard zone.attributes.flag("enabled") else { throw .disabledOption("availability_zone", name) }
    }
}
