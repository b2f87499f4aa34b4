/// What Octavia refuses, in its own words (octavia/common/exceptions.py, wsme/exc.py).
struct OctaviaFault: Error, Hashable {
    /// The HTTP status.
    let status: Int
    /// Octavia's own text.
    let message: String
    /// Whether it happens before the request reaches its handler: while its path and query are read.
    let isEarly: Bool

    /// Creates a fault.
    init(_ status: Int, _ message: String, isEarly: Bool = false) {
        self.status = status
        self.message = message
        self.isEarly = isEarly
    }

    private var earlyTitle: String {
        if status == 405 { return "Method Not Allowed" }
        return message.isEmpty ? "Not Found" : "Bad Request"
    }

    /// The same fault, but before the request reaches its handler.
    var early: Self { Self(status, message, isEarly: true) }

    /// The answer as Pecan formats early faults and WSME all others: everything from 500 up is the server's fault.
    var response: SandboxResponse {
        if isEarly {
            return SandboxResponse(
                status: status,
                json: ["code": .int(status), "title": .string(earlyTitle), "description": .string(message)]
            )
        }
        return SandboxResponse(
            status: status,
            json: [
                "faultcode": status < 500 ? "Client" : "Server",
                "faultstring": .string(message),
                "debuginfo": nil,
            ]
        )
    }
}

// MARK: - Absent, forbidden, exhausted

extension OctaviaFault {
    /// A resource that the path or the body names does not exist.
    static func notFound(_ title: String, _ id: String) -> Self { Self(404, "\(title) \(id) not found.") }

    /// A collection's path came with the method of an item.
    static var missingID: Self { Self(400, "Missing argument: \"id\"") }

    /// A resource of another service that the body names does not exist.
    static func invalidSubresource(_ title: String, _ id: String) -> Self { Self(400, "\(title) \(id) not found.") }

    /// The caller's roles do not allow this, or the resource is another project's.
    static var forbidden: Self { Self(403, "Policy does not allow this request to be performed.") }

    /// The project's quota is used up.
    static func quotaMet(_ title: String) -> Self { Self(403, "Quota has been met for resources: \(title)") }
}

// MARK: - Invalid requests

extension OctaviaFault {
    /// A rule of the API is broken.
    static func validation(_ detail: String) -> Self { Self(400, "Validation failure: \(detail)") }

    /// A value does not fit an option.
    static func invalidOption(_ value: String, _ option: String) -> Self {
        Self(400, "\(value) is not a valid option for \(option)")
    }

    /// An option is switched off by the operator.
    static func disabledOption(_ option: String, _ value: String) -> Self {
        Self(400, "The selected \(option) is not allowed in this deployment: \(value)")
    }

    /// An attribute's value does not fit its type.
    static func invalidInput(_ attribute: String, _ value: JSONValue, _ reason: String) -> Self {
        Self(400, "Invalid input for field/attribute \(attribute). Value: '\(value.pythonText)'. \(reason)")
    }

    /// A listener that takes no pools and policies was given one.
    static func noChildren(_ listenerProtocol: String) -> Self {
        Self(400, "Protocol \(listenerProtocol) listeners cannot have child objects.")
    }

    /// An L7 rule does not make sense.
    static func l7Rule(_ problem: String) -> Self { Self(400, "Error parsing L7Rule: Invalid L7 Rule: \(problem)") }

    /// An L7 policy's arguments contradict each other.
    static func l7PolicyArguments(_ problem: String) -> Self {
        Self(400, "Invalid L7 Policy arguments: \(problem)")
    }
}

// MARK: - Conflicts

extension OctaviaFault {
    /// A child cannot change while its load balancer is not ACTIVE.
    static func immutable(_ title: String, _ id: String) -> Self {
        Self(409, "\(title) \(id) is immutable and cannot be updated.")
    }

    /// A load balancer itself cannot change in its state.
    static func invalidState(_ state: ProvisioningStatus, _ id: String) -> Self {
        Self(409, "Invalid state \(state.rawValue) of loadbalancer resource \(id)")
    }

    /// Two listeners of a load balancer want the same port of the same transport protocol.
    static func duplicateListener(protocol name: String, port: Int) -> Self {
        Self(
            409,
            "Another Listener on this Load Balancer is already using protocol \(name) and protocol_port \(port)"
        )
    }

    /// Two members of a pool have the same address and port.
    static func duplicateMember(address: String, port: Int) -> Self {
        Self(409, "Another member on this pool is already using ip \(address) on protocol_port \(port)")
    }

    /// The pool has a health monitor.
    static var duplicateHealthMonitor: Self { Self(409, "This pool already has a health monitor") }

    /// The listener has a default pool.
    static var duplicatePool: Self { Self(409, "This listener already has a default pool") }

    /// An L7 policy sends traffic to the pool.
    static func poolInUse(_ pool: String, by policy: String) -> Self {
        Self(409, "Pool \(pool) is in use by L7 policy \(policy)")
    }

    /// The name is taken.
    static func alreadyExists(_ field: String, _ name: String) -> Self {
        Self(409, "A \(field) of \(name) already exists.")
    }

    /// The VIP's address is taken.
    static func vipInUse(_ detail: String) -> Self { Self(409, "The VIP IP address is already in use: \(detail)") }
}

// MARK: - Providers

extension OctaviaFault {
    /// The provider cannot do this at all.
    static func notImplemented(_ provider: String, _ detail: String) -> Self {
        Self(501, "Provider '\(provider)' does not support a requested action: \(detail)")
    }

    /// The provider cannot do this with that option.
    static func unsupported(_ provider: String, _ detail: String) -> Self {
        Self(501, "Provider '\(provider)' does not support a requested option: \(detail)")
    }

    /// The provider failed.
    static func providerFailed(_ provider: String, _ detail: String) -> Self {
        Self(500, "Provider '\(provider)' reports error: \(detail)")
    }
}
