import CloudProvider
import KeystoneAuth
import Kubernetes
import OctaviaLB
import ServiceLifecycle
import Serving
import Telemetry

/// What runs while this process leads: what the cluster has is followed, and the cloud is made true to it.
///
/// Guarantees: after a request to shut down no change of the cloud begins; answers that are under way are awaited, then
/// events are sent, and only then others may lead.
struct LeadershipTerm: Sendable {
    /// The controller, as Kubernetes' metrics call it.
    private static let name = "service"

    let cloud: CurrentCloud
    let clients: ControllerClients
    let gate: MutationGate
    let options: ServiceControllerOptions
    /// The controllers of Nodes, which have the same Nodes at hand.
    let nodeTerm: NodeTerm
    let telemetry: Telemetry
    let health: HealthChecks

    /// Works until the process is asked to shut down, or the task is cancelled. Returns whether others may lead at once.
    func run() async -> LeaderElector.Ending {
        let events = EventRecorder(component: "service-controller", client: clients.events, log: telemetry.events)
        await events.sending { await work(events) }
        return gate.open == 0 ? .release : .keep
    }

    /// Keeps the Nodes at hand, and runs the controllers that are asked for.
    private func work(_ events: EventRecorder) async {
        let nodes = ObjectStore<Node>()
        await withTaskGroup { group in
            group.addTask { await Reflector(nodes, client: clients.informers, report: telemetry.reflector()).run() }
            group.addTask { await nodeTerm.run(nodes) }
            if nodeTerm.settings.controllers.runs(.service) {
                await serve(nodes, events)
            } else {
                try? await gracefulShutdown()
                gate.close()
            }
            // The controllers of Nodes and routes, too, may have changes under way.
            _ = await gate.drained(within: options.stopLimit)
            group.cancelAll()
        }
    }

    /// Runs the service controller.
    private func serve(_ nodes: ObjectStore<Node>, _ events: EventRecorder) async {
        let services = ObjectStore<Kubernetes.Service>()
        let controller = ServiceController(
            balancers: cloud,
            client: clients.services,
            services: services,
            nodes: nodes,
            events: events,
            observer: telemetry.services,
            options: options
        )
        announce(controller, events)
        await withTaskGroup { group in
            group.addTask { await Reflector(services, client: clients.informers, report: telemetry.reflector()).run() }
            group.addTask { for await _ in cloud.reloads { await controller.lookAgain() } }
            await untilShutdown(controller)
            group.cancelAll()
        }
        telemetry.controller(Self.name, isRunning: false)
    }

    /// Shows the controller in metrics and health.
    private func announce(_ controller: ServiceController<CurrentCloud>, _ events: EventRecorder) {
        telemetry.controller(Self.name, isRunning: true)
        telemetry.watch { await controller.backlog }
        telemetry.watch(events, component: "service-controller")
        health.add(Controller.service.rawValue) { nil }
    }

    /// Runs the controller until the process is asked to shut down.
    private func untilShutdown(_ controller: ServiceController<CurrentCloud>) async {
        await withTaskGroup { group in
            group.addTask {
                guard (try? await gracefulShutdown()) != nil else { return }
                gate.close()
                await controller.stop()
            }
            await controller.run()
            group.cancelAll()
        }
    }
}
