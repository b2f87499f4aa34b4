import CloudProvider
import Kubernetes
import OpenStackNodes
import Planning
import Telemetry

/// The controllers of Nodes and of routes to their pods, while this process leads.
struct NodeTerm: Sendable {
    let cloud: CurrentCloud
    let clients: ControllerClients
    let settings: RunSettings
    /// Whether changes may be made now.
    let mayWrite: @Sendable () -> Bool
    let stage: ControllerStage

    private var telemetry: Telemetry { stage.telemetry }

    /// Runs those that the settings ask for, until the task is cancelled.
    func run(_ nodes: ObjectStore<Node>) async {
        await withTaskGroup { group in
            if settings.controllers.runs(.node) { group.addTask { await keepNodes(nodes) } }
            if settings.controllers.runs(.nodeLifecycle) { group.addTask { await watchLives(nodes) } }
            if let options = routeOptions { group.addTask { await keepRoutes(nodes, options) } }
        }
    }

    private func keepNodes(_ nodes: ObjectStore<Node>) async {
        await stage.run(.node) { events in
            let controller = NodeController(
                of: ClusterNodes(nodes, client: clients.nodes, events: events),
                in: CurrentInstances(cloud: cloud),
                options: options,
                report: telemetry.nodes.note
            )
            telemetry.watch(queue: "Nodes") { await controller.backlog }
            await controller.run()
        }
    }

    private func watchLives(_ nodes: ObjectStore<Node>) async {
        await stage.run(.nodeLifecycle) { events in
            let controller = NodeLifecycle(
                of: ClusterNodes(nodes, client: clients.nodes, events: events),
                in: CurrentInstances(cloud: cloud),
                options: options,
                report: telemetry.nodes.note
            )
            await controller.run()
        }
    }

    private func keepRoutes(_ nodes: ObjectStore<Node>, _ options: RouteControllerOptions) async {
        await stage.run(.route) { events in
            let controller = RouteController(
                of: ClusterNodes(nodes, client: clients.routes, events: events),
                in: CurrentRoutes(cloud: cloud),
                options: options,
                report: telemetry.nodes.note
            )
            await controller.run()
        }
    }

    private var options: NodeControllerOptions {
        var options = settings.nodes
        options.rules = .standard
        options.removals = settings.allowsMassNodeRemoval ? nil : CircuitBreaker.Limits()
        options.observesOnly = settings.services.observesOnly
        options.mayWrite = mayWrite
        return options
    }

    /// `nil` unless there are to be routes.
    private var routeOptions: RouteControllerOptions? {
        guard settings.wantsRoutes(cloud.connection.config), let cidrs = try? ClusterCIDRs(settings.routes.clusterCIDR)
        else { return nil }
        var options = RouteControllerOptions(clusterCIDRs: cidrs.networks)
        options.period = settings.routes.period
        options.observesOnly = settings.services.observesOnly
        options.mayWrite = mayWrite
        return options
    }
}

/// Machines, as the configuration of the moment finds them.
private struct CurrentInstances: Instances {
    let cloud: CurrentCloud

    func instances(of nodes: [Node], in cluster: [Node]) async -> [String: InstanceState] {
        await cloud.connection.instances.instances(of: nodes, in: cluster)
    }
}

/// Routes on the router that the configuration of the moment names.
private struct CurrentRoutes: Routes {
    let cloud: CurrentCloud

    func plan(_ wish: RouteWish) async throws -> RoutePlan { try await routes.plan(wish) }

    func converge(
        _ wish: RouteWish,
        report: @escaping @Sendable (ApplyProgress) -> Void
    ) async throws -> RouteOutcome {
        try await routes.converge(wish, report: report)
    }

    private var routes: OpenStackRoutes {
        get throws {
            guard let routes = cloud.connection.routes else { throw Failure("cloud.conf names no router any more") }
            return routes
        }
    }
}
