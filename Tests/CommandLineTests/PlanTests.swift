import Foundation
import Sandbox
import Testing

@Suite("occm plan")
struct PlanTests {
    private static let plan = ["plan", "-f", "service.yaml", "--nodes", "nodes.yaml", "--cloud-config", "cloud.conf"]

    /// What was there when the plan was made.
    enum Past: String, CaseIterable, Sendable {
        case nothing, otherService, sameService

        /// What `--detailed-exitcode` says.
        var status: Int32 { self == .sameService ? 0 : 2 }
    }

    @Test("reads well as text, JSON and YAML, and tells by its exit code", arguments: Past.allCases)
    func formats(_ past: Past) async throws {
        try await Workplace.with { workplace in
            if past != .nothing {
                try workplace.write("service.yaml", past == .sameService ? Self.service : Self.earlier)
                let ending = try await workplace.occm.run(Mistake.apply)
                #expect(ending.status == 0, "\(ending.errors)")
            }
            try workplace.write("service.yaml", Self.service)
            for format in ["text", "json", "yaml"] {
                let command = Self.plan + ["-o", format, "--detailed-exitcode"]
                let ending = try await workplace.occm.run(command)
                #expect(ending.status == past.status)
                #expect(try await workplace.occm.run(Self.plan + ["-o", format]).status == 0)
                try expectGolden(ending.transcript(of: command, in: workplace), "Plan/\(past)-\(format).txt")
            }
        }
    }

    @Test("shows how everything goes")
    func destruction() async throws {
        try await Workplace.with { workplace in
            try workplace.write("service.yaml", Self.service)
            #expect(try await workplace.occm.run(Mistake.apply).status == 0)
            let command = Self.plan + ["--destroy", "--detailed-exitcode"]
            let ending = try await workplace.occm.run(command)
            #expect(ending.status == 2)
            try expectGolden(ending.transcript(of: command, in: workplace), "Plan/destroy.txt")
        }
    }

    @Test("plans against an empty cloud where it is given none, and says so")
    func offline() async throws {
        try await Workplace.with { workplace in
            try workplace.write("service.yaml", Self.service)
            let command = ["plan", "-f", "service.yaml"]
            let ending = try await workplace.occm.run(command)
            #expect(ending.status == 0)
            try expectGolden(ending.transcript(of: command), "Plan/offline.txt")
        }
    }

    @Test("is refused with exit code 1 where a load balancer is in the way")
    func conflict() async throws {
        try await Workplace.with { workplace in
            try workplace.write("service.yaml", Self.service)
            let namesake: JSONValue = [
                "name": "kube_service_kubernetes_default_web",
                "vip_subnet_id": .string(workplace.sandbox.facts.subnetID),
            ]
            workplace.sandbox.call("POST", "/load-balancer/v2.0/lbaas/loadbalancers", ["loadbalancer": namesake])
            let ending = try await workplace.occm.run(Self.plan)
            #expect(ending.status == 1)
            try expectGolden(ending.transcript(of: Self.plan, in: workplace), "Plan/conflict.txt")
        }
    }

    @Test("is coloured on a terminal only, and not with NO_COLOR")
    func colour() async throws {
        try await Workplace.with { workplace in
            try workplace.write("service.yaml", Self.service)
            func escapes(_ ending: Occm.Ending) -> Bool { ending.output.contains("\u{1B}[") }
            var occm = workplace.occm
            occm.environment = ["TERM": "xterm"]
            let command = ["plan", "-f", "service.yaml", "--nodes", "nodes.yaml"]
            #expect(!escapes(try await occm.run(command)))
            #expect(escapes(try await occm.runOnTerminal(command)))
            occm.environment["NO_COLOR"] = "1"
            #expect(!escapes(try await occm.runOnTerminal(command)))
        }
    }

    private static let service = """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          uid: 0c0c0c0c-0000-4000-8000-000000000002
          annotations:
            loadbalancer.openstack.org/listener-protocol: "80:HTTP"
            loadbalancer.openstack.org/enable-health-monitor: "true"
            loadbalancer.openstack.org/conection-limit: "1000"
        spec:
          type: LoadBalancer
          loadBalancerSourceRanges:
            - 10.0.0.0/8
          ports:
            - name: http
              port: 80
              nodePort: 30080
            - name: dns
              protocol: UDP
              port: 53
              nodePort: 30053

        """

    /// The same Service, before some changes.
    private static let earlier =
        service
        .replacingOccurrences(of: "80:HTTP", with: "80:TCP")
        .replacingOccurrences(of: "port: 53", with: "port: 5353")
        .replacingOccurrences(of: "10.0.0.0/8", with: "10.0.0.0/16")
}
