import Kubernetes
import Planning

extension ServiceController {
    /// Publishes what a pass would do, unless that was published already.
    func preview(_ key: ObjectKey, _ need: ServiceRules.Need, _ why: PassReasons) async -> FinishedPass.Outcome {
        guard let service = records[key]?.copy.service else { return .interrupted }
        let wish: LoadBalancerWish = need == .released ? .absent : .served(by: backends.set)
        do {
            let plan = try await balancers.plan(service, wish)
            records[key]?.servedBackends = need == .released ? nil : backends.generation
            let text = PlanText(color: false).render([plan])
            guard records[key]?.preview != text else { return .planned }
            records[key]?.preview = text
            let summary = PlanSummary([plan])
            passes.tell(.planned(Self.sentence(plan, summary)), service)
            observer.note(.planned(key, summary, text: text))
            return .planned
        } catch {
            let failure = ServiceFailure(.plan, error)
            guard !failure.isInterruption else { return .interrupted }
            reasons[key, default: []].formUnion(why.union(.retry))
            let delay = await queue.retry(key, why.priority)
            passes.tell(.failed(.plan, failure.description, retryIn: delay), service)
            return .failed(code: failure.code, failure.description, retryIn: delay)
        }
    }

    private static func sentence(_ plan: Plan<Balancers.Operation>, _ summary: PlanSummary) -> String {
        if let obstacle = plan.notes.first(where: { $0.severity == .blocked }) { return "Blocked: \(obstacle.message)" }
        if plan.steps.isEmpty { return "Nothing would be changed" }
        return "Would add \(summary.add), change \(summary.change) and destroy \(summary.destroy) resources by "
            + "\(summary.calls) API call\(summary.calls == 1 ? "" : "s")"
    }
}
