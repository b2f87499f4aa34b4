import CloudProvider
import FoundationEssentials
import Kubernetes
import Planning

/// Prints what is made of Nodes as the user asked.
struct NodeReport {
    let outlooks: [NodeOutlook]
    let format: OutputFormat

    /// Writes the report to standard output.
    func print() throws {
        switch format {
        case .text: StandardStreams.write(text(colour: StandardStreams.wantsColour(environment: environment)))
        case .json: StandardStreams.write(try Document(NodeDocument(outlooks)).json)
        case .yaml: StandardStreams.write(try Document(NodeDocument(outlooks)).yaml)
        }
    }

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// How everything was derived, then what would change.
    func text(colour: Bool) -> String {
        let facts = outlooks.map { outlook in
            let facts = NodeFact.all(of: outlook.state)
            let lines = NodeFact.table(facts).map { "  \($0)" }
            return ([Self.title(outlook)] + lines).joined(separator: "\n") + "\n\n"
        }
        return facts.joined() + PlanText(color: colour).render(outlooks.map(\.plan))
    }

    private static func title(_ outlook: NodeOutlook) -> String {
        let name = outlook.node.metadata.name.printable
        return switch outlook.state {
        case .present(let instance): "Node \(name): its machine is \(instance.isShutDown ? "shut down" : "there")"
        case .absent(let proof): "Node \(name): its machine is gone; \(proof.printable)"
        case .unknown(let reason): "Node \(name): its machine is not known; \(reason.message.printable)"
        case .foreign(let reason): "Node \(name): its machine is another cloud's; \(reason.message.printable)"
        }
    }
}

/// One thing that the cloud says about a Node, and how it was come by.
struct NodeFact: Encodable, Equatable {
    /// What it is: `providerID`, `InternalIP`, a label's key.
    var name: String
    /// What the Node should have.
    var value: String
    /// Where it comes from.
    var origin: String

    /// What the cloud says; nothing unless the machine is there.
    static func all(of state: InstanceState) -> [NodeFact] {
        guard let instance = state.instance else { return [] }
        let labels: [(String, Derived<String>?)] = [
            ("instance type", instance.instanceType), ("zone", instance.zone), ("region", instance.region),
        ]
        let others = instance.additionalLabels.sorted { $0.key < $1.key }.map { ($0.key, Optional($0.value)) }
        return [NodeFact("providerID", instance.providerID)]
            + instance.addresses.map {
                NodeFact(name: $0.value.type.rawValue, value: $0.value.address, origin: $0.origin)
            }
            + (labels + others).compactMap { name, value in value.map { NodeFact(name, $0) } }
    }

    /// The facts in columns.
    static func table(_ facts: [NodeFact]) -> [String] {
        let rows = facts.map { [$0.name.printable, $0.value.printable, $0.origin.printable] }
        return TextTable.lines(rows)
    }
}

extension NodeFact {
    private init(_ name: String, _ derived: Derived<String>) {
        self.init(name: name, value: derived.value, origin: derived.origin)
    }
}

/// What is made of Nodes as a document that programs read.
struct NodeDocument: Encodable {
    /// One Node.
    struct Entry: Encodable {
        /// Its name.
        var node: String
        /// Whether its machine is `present`, `absent`, `unknown` or `foreign`.
        var machine: String
        /// Why the machine is not present.
        var reason: String?
        /// Whether the machine is shut down; `nil` unless it is present.
        var isShutDown: Bool?
        /// What the cloud says, and how each was come by.
        var facts: [NodeFact]
        /// What would change.
        var plan: PlanDocument.Entry?
    }

    /// The schema's version.
    var formatVersion = "1.0"
    /// The Nodes in the order of their input.
    var nodes: [Entry]
    /// What the plans do together.
    var summary: PlanSummary

    /// Makes the document of some Nodes.
    init(_ outlooks: [NodeOutlook]) {
        nodes = outlooks.map { outlook in
            let (machine, reason) = Self.words(outlook.state)
            return Entry(
                node: outlook.node.metadata.name,
                machine: machine,
                reason: reason,
                isShutDown: outlook.state.instance?.isShutDown,
                facts: NodeFact.all(of: outlook.state),
                plan: PlanDocument([outlook.plan]).plans.first
            )
        }
        summary = PlanSummary(outlooks.map(\.plan))
    }

    private static func words(_ state: InstanceState) -> (machine: String, reason: String?) {
        switch state {
        case .present: ("present", nil)
        case .absent(let proof): ("absent", proof)
        case .unknown(let reason): ("unknown", reason.message)
        case .foreign(let reason): ("foreign", reason.message)
        }
    }
}
