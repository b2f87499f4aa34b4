import FoundationEssentials
import OpenStackNodes
import Planning

/// Prints routes as the user asked.
struct RouteReport {
    let pass: RoutePass
    let format: OutputFormat

    /// Writes the report to standard output.
    func print() throws {
        switch format {
        case .text:
            let environment = ProcessInfo.processInfo.environment
            StandardStreams.write(text(colour: StandardStreams.wantsColour(environment: environment)))
        case .json: StandardStreams.write(try Document(RouteDocument(pass)).json)
        case .yaml: StandardStreams.write(try Document(RouteDocument(pass)).yaml)
        }
    }

    /// All routes, then what would change.
    func text(colour: Bool) -> String {
        let rows = RouteDocument(pass).routes.map { route in
            [
                route.destination, route.nextHop, route.node.map { "Node \($0)".printable } ?? "(no Node)",
                route.standing,
            ]
        }
        let table = TextTable.lines(rows).map { $0 + "\n" }.joined()
        return table + (table.isEmpty ? "" : "\n") + PlanText(color: colour).render([pass.plan])
    }
}

/// Routes as a document that programs read.
struct RouteDocument: Encodable {
    /// A route that is wanted, or there, or both.
    struct Route: Encodable {
        /// The pods' network.
        var destination: String
        /// Where packets go next.
        var nextHop: String
        /// The Node whose pods they are; `nil` if the route is no Node's.
        var node: String?
        /// `present`, `missing`, `surplus`, or `kept` for one whose Node is in trouble.
        var standing: String
    }

    /// The schema's version.
    var formatVersion = "1.0"
    /// The routes, wanted ones first.
    var routes: [Route]
    /// What would change.
    var plan: PlanDocument.Entry?

    /// Makes the document of one look.
    init(_ pass: RoutePass) {
        let wanted = Set(pass.wanted.map(\.route))
        let present = Set(pass.present)
        let surplus = Set(pass.plan.steps.flatMap(\.operation.removed))
        let others = pass.present.filter { !wanted.contains($0) }
        routes =
            pass.wanted.map { Route($0.route, $0.node, present.contains($0.route) ? "present" : "missing") }
            + others.map { Route($0, nil, surplus.contains($0) ? "surplus" : "kept") }
        plan = PlanDocument([pass.plan]).plans.first
    }
}

extension RouteDocument.Route {
    fileprivate init(_ route: PodRoute, _ node: String?, _ standing: String) {
        self.init(destination: "\(route.destination)", nextHop: "\(route.nextHop)", node: node, standing: standing)
    }
}

extension RouteOperation {
    /// The routes that go.
    fileprivate var removed: [PodRoute] {
        switch self {
        case .removeRoutes(let routes), .rewriteRoutes(_, let routes): routes
        case .addRoutes, .changePairs: []
        }
    }
}
