import Kubernetes
import Serving
import Telemetry

/// What every controller has around it: a recorder of events, and a place in metrics and health.
struct ControllerStage: Sendable {
    /// Sends events.
    let client: KubernetesClient
    let telemetry: Telemetry
    let health: HealthChecks

    /// Lets a controller work, and returns when that is over and its last events are sent.
    func run(_ controller: Controller, _ work: (EventRecorder) async -> Void) async {
        let events = EventRecorder(component: controller.component, client: client, log: telemetry.events)
        telemetry.controller(controller.alias, isRunning: true)
        telemetry.watch(events, component: controller.component)
        health.add(controller.rawValue) { nil }
        await events.sending { await work(events) }
        telemetry.controller(controller.alias, isRunning: false)
    }
}

extension Controller {
    /// Who its events are from (cloud-provider's names).
    fileprivate var component: String {
        switch self {
        case .node, .nodeLifecycle: rawValue
        case .service: "service-controller"
        case .route: "route_controller"
        }
    }
}
