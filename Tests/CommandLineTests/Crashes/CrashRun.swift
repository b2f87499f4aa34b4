import CloudProvider
import CurlTransport
import Foundation
import KeystoneAuth
import Kubernetes
import OctaviaLB
import Sandbox
import Synchronization
import Testing

import enum Sandbox.JSONValue

/// One job in a cloud of its own.
struct CrashRun {
    let job: CrashJob

    /// What a run that nobody disturbs leaves, and how many calls it takes.
    struct Undisturbed: Sendable {
        let calls: Int
        let shape: CloudShape
    }

    /// What a killed run and its successor leave.
    struct Killed: Sendable {
        let wasKilled: Bool
        let lastCall: String
        let shape: CloudShape
    }

    /// What the job has to lead to: the Service made in one go, or nothing.
    func goal() async throws -> CloudShape {
        try await Workplace.with { workplace in
            addForeignObjects(workplace.sandbox)
            if !job.destroys { try await apply(job.service, workplace) }
            return CloudShape(workplace.sandbox)
        }
    }

    /// Runs the job to its end.
    func undisturbed() async throws -> Undisturbed {
        try await Workplace.with { workplace in
            try await prepare(workplace)
            try await expectSuccess(workplace)
            return Undisturbed(calls: workplace.sandbox.calls.count, shape: CloudShape(workplace.sandbox))
        }
    }

    /// Kills the job at its nth call, and runs it again.
    func killed(at number: Int, _ moment: CrashMoment) async throws -> Killed {
        try await Workplace.with { workplace in
            let sandbox = workplace.sandbox
            try await prepare(workplace)
            sandbox.inject(FaultRule(nil, "*", nth: number, moment.action))
            let calls = sandbox.arrivals()
            let process = try workplace.occm.start(job.arguments)
            let killer = Task {
                var arrived = 0
                for await _ in calls {
                    arrived += 1
                    if arrived == number { return process.kill() }
                }
            }
            let wasKilled = try await process.ending().status == nil
            killer.cancel()
            let lastCall = sandbox.calls.last?.template ?? "none"
            sandbox.clearFaults()
            try await expectSuccess(workplace)
            return Killed(wasKilled: wasKilled, lastCall: lastCall, shape: CloudShape(sandbox))
        }
    }

    private func expectSuccess(_ workplace: Workplace) async throws {
        let ending = try await workplace.occm.run(job.arguments)
        #expect(ending.status == 0, "\(ending.errors)")
    }

    /// Furnishes the cloud with what the job starts from and with what is none of its business.
    private func prepare(_ workplace: Workplace) async throws {
        try workplace.write("service.yaml", job.service)
        try workplace.write("cloud.conf", cloudConfig(workplace.sandbox))
        addForeignObjects(workplace.sandbox)
        if let before = job.before { try await apply(before, workplace) }
        workplace.sandbox.forgetCalls()
    }

    private func cloudConfig(_ sandbox: Sandbox) -> String {
        let serial = "[LoadBalancer]\nprovider-requires-serial-api-calls=\(job.isSerial)\n"
        return sandbox.cloudConfig().replacing("[LoadBalancer]\n", with: serial)
    }

    private func addForeignObjects(_ sandbox: Sandbox) {
        let foreign: JSONValue = [
            "loadbalancer": ["name": "foreign", "vip_subnet_id": .string(sandbox.facts.subnetID)]
        ]
        sandbox.call("POST", "/load-balancer/v2.0/lbaas/loadbalancers", foreign)
        let floatingIP: JSONValue = ["floatingip": ["floating_network_id": .string(sandbox.facts.floatingNetworkID)]]
        sandbox.call("POST", "/networking/v2.0/floatingips", floatingIP)
    }

    /// Applies a Service in this process, without waiting for real.
    private func apply(_ manifest: String, _ workplace: Workplace) async throws {
        let files =
            [(name: "before.yaml", bytes: Array(manifest.utf8))]
            + [(name: "nodes.yaml", bytes: Array(workplace.sandbox.nodesYAML.utf8))]
        let manifests = Manifests.read(files: files)
        let service = try #require(manifests.services.first?.value)
        let config = CloudConfig.parse(Array(cloudConfig(workplace.sandbox).utf8), file: "cloud.conf").config
        let transport = try CurlTransport(configuration: .init())
        let session = try Session(configuration: config, transport: transport)
        let uid = job.options.firstIndex(of: "--cluster-uid").map { job.options[$0 + 1] }
        let loadBalancers = OctaviaLoadBalancers(
            session: session,
            config: config,
            cluster: ClusterIdentity(name: "kubernetes", uid: uid),
            clock: .impatient
        )
        let nodes = BackendSet(of: manifests.nodes.map(\.value))
        _ = try await loadBalancers.converge(service, .served(by: nodes)) { _ in }
        await transport.shutdown()
    }
}

extension SessionClock {
    /// A clock that jumps instead of waiting.
    fileprivate static var impatient: SessionClock {
        let jumps = Jumps()
        return SessionClock(
            now: { Date() },
            uptime: { jumps.total.withLock { $0 } },
            sleep: { duration in jumps.total.withLock { $0 += duration } }
        )
    }
}

private final class Jumps: Sendable {
    let total = Mutex(Duration.zero)
}
