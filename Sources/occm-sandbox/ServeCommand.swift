import ArgumentParser
import Sandbox

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `occm-sandbox serve`: starts a cloud, writes down how to reach it, and serves it until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a cloud until you stop it."
    )

    @Flag(help: "Also serve a Kubernetes API, on a port of its own; the folder then has a kubeconfig.")
    var kubernetes = false

    @Option(help: "The port of the Kubernetes API; 0 takes any free one.")
    var kubernetesPort: UInt16 = 0

    @Option(
        help: ArgumentHelp("The folder for cloud.conf, clouds.yaml, nodes.yaml and facts.json.", valueName: "folder")
    )
    var dir: String

    @Option(help: "The port to listen on; 0 takes any free one.")
    var port: UInt16 = 0

    @Option(help: ArgumentHelp("How long a load balancer pends after each change.", valueName: "duration"))
    var settle = Seconds(.seconds(2))

    @Option(help: ArgumentHelp("The largest page that lists answer.", valueName: "items"))
    var pageSize: PositiveNumber?

    @Option(help: ArgumentHelp("How long a token lives.", valueName: "duration"))
    var tokenLife = Seconds(.seconds(3600))

    @Option(
        help: ArgumentHelp(
            "By how much Octavia's clock is off; may be negative: --clock-skew=-30s.",
            valueName: "duration"
        )
    )
    var clockSkew = Seconds(.zero)

    @Option(help: ArgumentHelp("How many servers, named node-1 and so on, there are.", valueName: "count"))
    var nodes: PositiveNumber = 3

    @Option(
        help: ArgumentHelp(
            "How many of a resource each project may have: floatingip=2. Repeatable.",
            valueName: "name=limit"
        )
    )
    var quota: [Quota] = []

    func run() async throws {
        let cloud = try await start()
        let cluster = kubernetes ? try await startKubernetes(for: cloud) : nil
        let files = CloudFiles(folder: dir)
        try files.write(cloud, cluster)
        print(Self.welcome(cloud, files))
        if let cluster { print(Self.welcome(cluster, files)) }
        fflush(nil)
        await StopSignal.wait()
        try await cluster?.stop()
        try await cloud.stop()
    }

    private func startKubernetes(for cloud: Sandbox) async throws -> SandboxCluster {
        var options = SandboxCluster.Options()
        options.port = Int(kubernetesPort)
        let cluster = try await Self.listening("--kubernetes-port", kubernetesPort) {
            try await SandboxCluster.start(options)
        }
        cluster.addNodes(of: cloud)
        return cluster
    }

    private static func listening<T: Sendable>(
        _ option: String,
        _ port: UInt16,
        _ start: () async throws -> T
    ) async throws -> T {
        do {
            return try await start()
        } catch {
            throw ValidationError(
                "Port \(port) of 127.0.0.1 cannot be listened on: \(error). Choose another \(option)."
            )
        }
    }

    private func start() async throws -> Sandbox {
        var options = Sandbox.Options()
        options.port = Int(port)
        options.nodes = nodes.value
        options.settings.settle = settle.duration
        options.settings.pageSize = pageSize?.value
        options.settings.tokenLife = tokenLife.duration
        options.settings.clockSkew = clockSkew.duration
        for quota in quota { options.settings.quotas[quota.resource] = quota.limit }
        let chosen = options
        return try await Self.listening("--port", port) { try await Sandbox.start(chosen) }
    }

    private static func welcome(_ cloud: Sandbox, _ files: CloudFiles) -> String {
        """
        A cloud is listening at \(cloud.url). It forgets everything when you stop it with Ctrl-C.

        Plan and apply a Service, in another terminal:
          occm plan --cloud-config \(files.path("cloud.conf")) --nodes \(files.path("nodes.yaml")) -f examples/web-service.yaml
          occm apply --cloud-config \(files.path("cloud.conf")) --nodes \(files.path("nodes.yaml")) -f examples/web-service.yaml

        Look at it with the usual client (users: \(SandboxUser.allCases.map(\.rawValue).joined(separator: ", "))):
          OS_CLIENT_CONFIG_FILE=\(files.path("clouds.yaml")) OS_CLOUD=k8s openstack loadbalancer list

        See which calls were made, and make the next one fail:
          curl \(cloud.url)/_sandbox/counts
          curl \(cloud.url)/_sandbox/faults -d '{"method": "POST", "path": "/load-balancer/*", "action": "drop-after"}'
        """
    }

    private static func welcome(_ cluster: SandboxCluster, _ files: CloudFiles) -> String {
        """

        A Kubernetes API is listening at \(cluster.url).
          export KUBECONFIG=\(files.path("kubeconfig"))
          occm run --kubeconfig \(files.path("kubeconfig")) --cloud-config \(files.path("cloud.conf"))
          kubectl apply -f examples/web-service.yaml && kubectl get services --watch
        Without kubectl: occm-sandbox client apply -f examples/web-service.yaml

        See which calls were made, break the watches, and forget what they could go back to:
          curl \(cluster.url)/_sandbox/counts
          curl -X DELETE \(cluster.url)/_sandbox/watches
          curl -X POST \(cluster.url)/_sandbox/compact
        """
    }
}
