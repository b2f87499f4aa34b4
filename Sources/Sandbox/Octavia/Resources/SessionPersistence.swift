import OrderedCollections

/// How a pool keeps sending a client to the same member.
enum SessionPersistence {
    /// What a body may say.
    static func schema(typeIsMandatory: Bool) -> Schema {
        let types = Rule.oneOf(["SOURCE_IP", "HTTP_COOKIE", "APP_COOKIE"])
        return Schema(
            typeIsMandatory ? .required("type", types) : .optional("type", types),
            .defaulted("cookie_name", .string(max: 255, format: .cookieName), nil),
            .defaulted("persistence_timeout", .integer(.min ... .max), nil),
            .defaulted("persistence_granularity", .address, nil)
        )
    }

    /// Refuses what does not fit a pool's protocol or itself.
    static func check(_ pool: JSONObject, poolProtocol: String) throws(OctaviaFault) {
        guard let persistence = pool["session_persistence"]?.objectValue else { return }
        if Protocols.isDatagram(poolProtocol) {
            try checkDatagram(persistence)
        } else if persistence.isTruthy("persistence_timeout") || persistence.isTruthy("persistence_granularity") {
            throw .validation(
                "persistence_timeout and persistence_granularity is only for UDP and SCTP protocol pools."
            )
        }
        try checkCookie(persistence)
    }

    private static func checkDatagram(_ persistence: JSONObject) throws(OctaviaFault) {
        let type = persistence.text("type") ?? ""
        if persistence.isTruthy("cookie_name") {
            guard type != "SOURCE_IP" else {
                throw .validation(
                    "session_persistence SOURCE_IP type for UDP and SCTP protocols only accepts: type, "
                        + "persistence_timeout, persistence_granularity."
                )
            }
            throw .validation("Cookie names are not supported for UDP/SCTP pools.")
        }
        guard type == "SOURCE_IP" else {
            throw .validation("Session persistence of type \(type) is not supported for UDP/SCTP protocol pools.")
        }
    }

    private static func checkCookie(_ persistence: JSONObject) throws(OctaviaFault) {
        guard let type = persistence.text("type") else { throw .validation("Invalid session_persistence provided.") }
        if let name = persistence.text("cookie_name"), !name.isEmpty {
            guard type == "APP_COOKIE" else {
                throw .validation(
                    "Field \"cookie_name\" can only be specified with session persistence of type \"APP_COOKIE\"."
                )
            }
            guard name.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !Set("\"(),/:;<=>?@[\\]{}".utf8).contains($0) })
            else { throw .validation("Supplied \"cookie_name\" is invalid.") }
        } else if type == "APP_COOKIE" {
            throw .validation(
                "Field \"cookie_name\" must be specified when using the \"APP_COOKIE\" session persistence type."
            )
        }
    }
}

extension JSONObject {
    /// An update's session persistence without a type takes over the pool's.
    func keepingPersistenceType(of pool: Pool) -> JSONObject {
        guard var persistence = self["session_persistence"]?.objectValue, persistence.text("type") == nil,
            let type = pool.attributes["session_persistence"]?["type"]
        else { return self }
        persistence["type"] = type
        var object = self
        object["session_persistence"] = .object(persistence)
        return object
    }
}
