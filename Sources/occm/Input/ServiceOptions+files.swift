import CloudProvider
import Kubernetes
import YAML

extension ServiceOptions {
    /// A node as kubectl prints it has some 400 values; 5,000 of them have to fit.
    private static let nodeLimits = YAMLLimits(bytes: 128 << 20, nodes: 4_000_000)

    /// The files' Services of type LoadBalancer, and the nodes if any were given; every problem of the files is one line
    /// of the error.
    func readFiles(destroy: Bool) throws -> ServiceInput {
        let manifests = Manifests.read(files: try InputFiles.read(files))
        let cluster = Manifests.read(files: try InputFiles.read([nodes].compactMap(\.self)), limits: Self.nodeLimits)
        let problems = manifests.problems + cluster.problems
        guard problems.isEmpty else { throw Failure(problems.map(\.description)) }
        let wanted = manifests.services.map(\.value).filter { $0.spec.type == .loadBalancer }
        guard !wanted.isEmpty else { throw Failure(Self.nothingToDo(manifests)) }
        let listed = (manifests.nodes + cluster.nodes).map(\.value)
        let known = nodes == nil && listed.isEmpty ? nil : BackendSet(of: listed)
        return ServiceInput(
            items: wanted.map { .init(service: $0, wish: destroy ? .absent : .served(by: known)) },
            nodes: known
        )
    }

    private static func nothingToDo(_ manifests: Manifests) -> String {
        guard let other = manifests.services.first?.value else {
            let found = manifests.ignored.map { "\($0.kind) \($0.name)" }.joined(separator: ", ")
            return "the files have no Service"
                + (found.isEmpty ? "" : ", only \(found)") + "; expected one with spec.type: LoadBalancer"
        }
        return ServiceTriage.isNoLoadBalancer(other)
    }
}
