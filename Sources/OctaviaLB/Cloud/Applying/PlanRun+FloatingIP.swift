import KeystoneAuth
import LoadBalancerModel
import OpenStackAPI

extension PlanRun {
    /// Makes a floating IP on the VIP, from the first of the wanted subnets that has an address left.
    mutating func createFloatingIP(_ spec: FloatingIPSpec) async throws {
        let port = try await port()
        let subnets = spec.subnetIDs.isEmpty ? [nil] : spec.subnetIDs.map(Optional.some)
        var refusal: OpenStackError?
        for subnet in subnets {
            do {
                let made = try await neutron(FloatingIP.create(.init(spec, port: port, subnet: subnet)))
                floatingIP = made.id
                return publish(made)
            } catch let error as OpenStackError {
                guard Self.mayFitElsewhere(error) else { throw error }
                refusal = error
            }
        }
        if let refusal { throw refusal }
    }

    /// Attaches a floating IP that is on no port; one that somebody took meanwhile is left alone.
    mutating func attachFloatingIP(_ id: FloatingIPID) async throws {
        let port = try await port()
        var current = try await session.send(FloatingIP.get(id))
        guard current.portID == nil || current.portID == port else {
            throw LoadBalancerFailure(.changed, "The floating IP \(current.address) was taken meanwhile: plan again.")
        }
        if current.portID == nil {
            var update = FloatingIP.Update()
            update.portID = .value(port)
            current = try await neutron(FloatingIP.update(id, update))
        }
        publish(current)
    }

    /// Takes a floating IP off the VIP; one that somebody moved meanwhile is left alone.
    mutating func detachFloatingIP(_ id: FloatingIPID) async throws {
        let port = try await port()
        if let current = try await session.sendIfPresent(FloatingIP.get(id)), current.portID == port {
            var update = FloatingIP.Update()
            update.portID = .null
            _ = try await neutron(FloatingIP.update(id, update))
        }
        publish(nil)
    }

    mutating func deleteFloatingIP(_ id: FloatingIPID) async throws {
        do {
            try await neutron(FloatingIP.delete(id))
        } catch let error as OpenStackError where error.code == .notFound {
            // Already gone.
        }
        publish(nil)
    }

    /// Tags a floating IP: Neutron takes no tags when it is made.
    mutating func tagFloatingIP(_ reference: FloatingIPReference, _ tags: [String]) async throws {
        switch reference {
        case .existing(let id): try await neutron(FloatingIP.replaceTags(ID(id), with: tags))
        case .planned:
            guard let floatingIP else {
                throw LoadBalancerFailure(.changed, "This plan has made no floating IP to tag: plan again.")
            }
            try await neutron(FloatingIP.replaceTags(floatingIP, with: tags))
            tagged(tags)
        }
    }

    /// The VIP's port. A provider may make it only while the load balancer settles.
    private mutating func port() async throws -> ID<Port> {
        if let vipPort { return vipPort }
        let loadBalancer = try await session.send(LoadBalancer.get(bound()))
        guard let port = loadBalancer.vipPortID else {
            throw LoadBalancerFailure(
                .failed,
                "The load balancer \(loadBalancer.id) has no VIP port that a floating IP could be put on."
            )
        }
        vipPort = port
        return port
    }

    /// Sends a change to Neutron.
    @discardableResult
    private func neutron<Response>(_ request: Request<Response>) async throws -> Response {
        do {
            return try await session.send(request)
        } catch {
            throw Self.failure(error)
        }
    }

    /// A change whose answer was lost is for the next observation to find.
    private static func failure(_ error: OpenStackError) -> any Error {
        guard error.code == .outcomeUnknown else { return error }
        return LoadBalancerFailure(.changed, "\(error) What is there now has to be looked up: plan again.")
    }

    /// Whether a floating IP that one subnet refused may come from another: no address left there, or not the wanted one.
    private static func mayFitElsewhere(_ error: OpenStackError) -> Bool {
        [.conflict, .badRequest, .notFound].contains(error.code)
    }
}
