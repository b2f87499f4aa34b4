import CloudProvider
import KeystoneAuth
import Kubernetes
import OctaviaLB
import ServiceLifecycle
import Telemetry

/// What runs while this process leads: what the cluster has is followed, and the cloud is made true to it.
///
/// Guarantees: after a request to shut down no change of the cloud begins; answers that are under way are awaited, then
/// events are sent, and only then others may lead.
struct LeadershipTerm: Sendable {
    let cloud: CurrentCloud
    let clients: ControllerClients
    let gate: MutationGate
    let options: ServiceControllerOptions
    /// The controllers of Nodes, which have the same Nodes at hand.
    let nodeTerm: NodeTerm
    let stage: ControllerStage

    private var telemetry: Telemetry { stage.telemetry }

    /// Works until the process is asked to shut down, or the task is cancelled. Returns whether others may lead at once.
    ///
    /// Keeps the Nodes at hand, and runs the controllers that are asked for.
    func run() async -> LeaderElector.Ending {
        let nodes = ObjectStore<Node>()
        await withTaskGroup { group in
            group.addTask { await Reflector(nodes, client: clients.informers, report: telemetry.reflector()).run() }
            group.addTask { await nodeTerm.run(nodes) }
            if nodeTerm.settings.controllers.runs(.service) {
                await stage.run(.service) { await serve(nodes, $0) }
            } else {
                try? await gracefulShutdown()
                gate.close()
            }
            // The controllers of Nodes and routes, too, may have changes under way.
            _ = await gate.drained(within: options.stopLimit)
            group.cancelAll()
        }
        return gate.open == 0 ? .release : .keep
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
        telemetry.watch { await controller.backlog }
        await withTaskGroup { group in
            group.addTask { await Reflector(services, client: clients.informers, report: telemetry.reflector()).run() }
            group.addTask { for await _ in cloud.reloads { await controller.lookAgain() } }
            await untilShutdown(controller)
            group.cancelAll()
        }
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
