import FoundationEssentials
import Kubernetes

/// The condition on a Service that says why its load balancer is not what it should be.
///
/// It appears with the first failure and turns `True` with the next success; a Service that never failed has none.
enum ServiceCondition {
    /// Whether the load balancer is what the Service wants.
    static let type = "LoadBalancerProvisioning"

    /// The condition after a failure; `nil` if the Service has it already.
    static func failure(_ text: String, on service: Service, at date: Date) -> Condition? {
        condition(status: "False", reason: "SyncLoadBalancerFailed", message: text, on: service, at: date)
    }

    /// The condition after a success; `nil` if there is nothing to take back.
    static func success(on service: Service, at date: Date) -> Condition? {
        guard present(on: service) != nil else { return nil }
        return condition(status: "True", reason: "EnsuredLoadBalancer", message: "", on: service, at: date)
    }

    /// The condition that the Service has.
    static func present(on service: Service) -> Condition? {
        service.status.conditions.first { $0.type == type }
    }

    private static func condition(
        status: String,
        reason: String,
        message: String,
        on service: Service,
        at date: Date
    ) -> Condition? {
        let present = present(on: service)
        let since = present?.status == status ? present?.lastTransitionTime : nil
        let condition = Condition(
            type: type,
            status: status,
            reason: reason,
            message: message,
            lastTransitionTime: since ?? date.formatted(.iso8601),
            observedGeneration: service.metadata.generation
        )
        return condition == present ? nil : condition
    }
}

extension ObjectPatch {
    /// The status of a Service's load balancer, where it changed, and our condition, where it changed; `nil` if neither.
    static func status(_ status: LoadBalancerStatus?, _ condition: Condition?) -> ObjectPatch? {
        let parts = [status.map(ObjectPatch.loadBalancer), condition.map { .conditions([$0]) }].compactMap(\.self)
        return combined(parts)
    }

    /// Takes back whatever a Service shows of its load balancer; `nil` if that is nothing.
    static func clearing(_ service: Service) -> ObjectPatch? {
        var parts: [ObjectPatch] = []
        if !service.status.loadBalancer.ingress.isEmpty { parts.append(.loadBalancer(LoadBalancerStatus())) }
        if ServiceCondition.present(on: service) != nil {
            let removal: JSONValue = ["type": .string(ServiceCondition.type), "$patch": "delete"]
            parts.append(ObjectPatch(.strategicMerge, ["status": ["conditions": .array([removal])]]))
        }
        return combined(parts)
    }

    /// Patches of different members of the status, as one.
    private static func combined(_ parts: [ObjectPatch]) -> ObjectPatch? {
        guard var patch = parts.first else { return nil }
        var status = patch.body["status"] ?? [:]
        for part in parts.dropFirst() {
            guard case .object(let members)? = part.body["status"] else { continue }
            for (name, value) in members { status[name] = value }
        }
        patch.body["status"] = status
        return patch
    }
}
