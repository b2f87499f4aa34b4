import CloudProvider
import CurlTransport
import FoundationEssentials
import KeystoneAuth
import Kubernetes
import OctaviaLB
import OpenStackAPI

/// Where one scenario is played: a cloud, a Service that nobody else has, and occm to look after it.
struct Stage: Sendable {
    /// The cloud.
    let cloud: any ScenarioCloud
    /// What can go wrong between occm and the cloud.
    let mishaps = Mishaps()
    /// The Service's name, which is part of every name in OpenStack.
    let name: String
    /// The Service's uid.
    let uid: String
    private let transport: CurlTransport

    /// The cluster that scenarios' Services are of.
    static let cluster = ClusterIdentity(name: "scenarios", uid: "5ce9a105-0000-4000-8000-000000000000")

    /// Lets `body` play on a fresh stage, and clears it however that ends.
    static func with(_ cloud: some ScenarioCloud, _ body: (Stage) async throws -> Void) async throws {
        let transport = try CurlTransport(configuration: .init())
        let stage = Stage(cloud, transport)
        do {
            try await body(stage)
        } catch {
            // What went wrong first is what matters.
            try? await stage.clear()
            await transport.shutdown()
            throw error
        }
        do {
            try await stage.clear()
        } catch {
            await transport.shutdown()
            throw error
        }
        await transport.shutdown()
    }

    private init(_ cloud: any ScenarioCloud, _ transport: CurlTransport) {
        self.cloud = cloud
        self.transport = transport
        uid = UUID().uuidString.lowercased()
        name = "\(cloud.run)-\(uid.prefix(6))"
    }

    /// The first of the cluster's nodes.
    func nodes(_ count: Int = 3) -> [Node] { Array(cloud.facts.nodes.prefix(count)) }

    /// The scenario's Service.
    func service(_ ports: ServicePort...) -> Service {
        let metadata = ObjectMeta(name: name, namespace: "default", uid: uid)
        return Service(metadata: metadata, spec: ServiceSpec(type: .loadBalancer, ports: ports))
    }

    /// occm as a new process has it: with a token of its own and nothing remembered.
    func occm(
        as user: CloudUser = .k8s,
        of cluster: ClusterIdentity = Stage.cluster,
        configure: (inout CloudConfig) -> Void = { _ in }
    ) throws -> Occm {
        var config = try cloud.configuration(of: user)
        config.loadBalancer.createMonitor = false
        configure(&config)
        let log = CallLog()
        let session = try session(config, log)
        let heart = OctaviaLoadBalancers(session: session, config: config, cluster: cluster, clock: cloud.clock)
        return Occm(loadBalancers: heart, log: log)
    }

    /// A client of the cloud beside occm.
    func session(of user: CloudUser = .k8s) throws -> any OpenStackSession {
        try session(try cloud.configuration(of: user), CallLog())
    }

    /// A call to Octavia that occm would not make.
    func call(_ method: HTTPMethod, _ path: String, _ json: String? = nil, as user: CloudUser = .k8s) async throws {
        let body = json.map { Array($0.utf8) }
        let request = APIRequest(.loadBalancer, method, path, body: body, operation: "scenario")
        _ = try await session(of: user).send(request)
    }

    private func session(_ config: CloudConfig, _ log: CallLog) throws -> Session {
        try Session(
            configuration: config,
            transport: RoughTransport(base: transport, mishaps: mishaps),
            clock: cloud.clock,
            observer: log
        )
    }
}

extension ServicePort {
    /// A TCP port whose node port is 30000 above it.
    static func tcp(_ port: Int) -> ServicePort { ServicePort(name: "tcp-\(port)", port: port, nodePort: 30000 + port) }

    /// A UDP port whose node port is 31000 above it.
    static func udp(_ port: Int) -> ServicePort {
        ServicePort(name: "udp-\(port)", protocol: .udp, port: port, nodePort: 31000 + port)
    }
}

extension Service {
    /// The same Service with another spec or other annotations.
    func with(_ change: (inout Service) -> Void) -> Service {
        var service = self
        change(&service)
        return service
    }

    /// The same Service with one annotation more.
    func annotated(_ key: String, _ value: String) -> Service {
        with { $0.metadata.annotations["loadbalancer.openstack.org/" + key] = value }
    }
}
