import Sandbox
import Testing

@Suite("occm apply in a cluster", .serialized, .timeLimit(.minutes(2)))
struct ClusterApplyTests {
    private static let apply = ["apply", "--yes", "--cloud-config", "cloud.conf", "web"]
    private static let lease = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases"

    @Test("finalizer first, then the load balancer with the cluster's tag; status stays, the lease is given up")
    func order() async throws {
        try await ClusterWorkplace.with { place in
            place.add("web")
            let ending = try await place.occm.run(Self.apply)
            #expect(ending.status == 0, "\(ending.errors)")
            let uid = place.cluster.call("GET", "/api/v1/namespaces/kube-system").body?["metadata"]?["uid"]?.stringValue
            let tags = place.loadBalancers.first?["tags"]?.arrayValue?.compactMap(\.stringValue) ?? []
            #expect(tags.contains("occm-cluster=\(try #require(uid))"))
            let service = place.service("web")
            #expect(service?["metadata"]?["finalizers"] == ["service.kubernetes.io/load-balancer-cleanup"])
            #expect(service?["status"]?["loadBalancer"]?["ingress"] == nil)
            let lease = place.cluster.call("GET", "\(Self.lease)/cloud-controller-manager").body
            #expect(lease?["spec"]?["holderIdentity"] == "")
            let writes = place.cluster.calls.filter { $0.method != "GET" }.map(\.template)
            #expect(writes.filter { $0.contains("services") }.count == 1, "\(writes)")
            #expect(try await place.occm.run(Self.apply).output.hasPrefix("No changes."))
        }
    }

    @Test("is refused while a controller runs, unless told that none does")
    func refused() async throws {
        try await ClusterWorkplace.with { place in
            place.add("web")
            try await withThrowingTaskGroup { group in
                let (isLeading, tell) = AsyncStream.makeStream(of: Void.self)
                let controller = try await RunningController(of: place.cluster.url)
                group.addTask { try await controller.run { tell.finish() } }
                for await _ in isLeading {}
                let ending = try await place.occm.run(Self.apply)
                #expect(ending.status == 1 && place.loadBalancers.isEmpty)
                try expectGolden(ending.errors, "Cluster/controller-runs.txt")
                #expect(place.service("web")?["metadata"]?["finalizers"] == nil)
                #expect(try await place.occm.run(Self.apply + ["--controller-is-stopped"]).status == 0)
                #expect(place.loadBalancers.count == 1)
                group.cancelAll()
                _ = await group.nextResult()
            }
        }
    }

    @Test("waits until the lease of a controller that was killed has run out")
    func killed() async throws {
        try await ClusterWorkplace.with { place in
            place.add("web")
            let spec: JSONValue = ["holderIdentity": "cp-1_dead", "leaseDurationSeconds": 1]
            let lease: JSONValue = ["metadata": ["name": "cloud-controller-manager"], "spec": spec]
            place.cluster.call("POST", Self.lease, lease)
            let ending = try await place.occm.run(Self.apply)
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(place.loadBalancers.count == 1)
        }
    }

    @Test("names the rule that is missing", arguments: ["lease", "finalizer"])
    func forbidden(_ what: String) async throws {
        try await ClusterWorkplace.with { place in
            place.add("web")
            if what == "lease" {
                place.forbid("POST", Self.lease)
            } else {
                place.forbid("PATCH", "/api/v1/namespaces/default/services/web/status")
            }
            let ending = try await place.occm.run(Self.apply)
            #expect(ending.status == 1 && place.loadBalancers.isEmpty)
            try expectGolden(ending.errors, "Cluster/\(what)-forbidden.txt")
        }
    }

    @Test("removes everything with --destroy")
    func destroyed() async throws {
        try await ClusterWorkplace.with { place in
            place.add("web")
            #expect(try await place.occm.run(Self.apply).status == 0)
            let ending = try await place.occm.run(Self.apply + ["--destroy"])
            #expect(ending.status == 0 && ending.output.hasSuffix("Done: nothing is left.\n"))
            #expect(place.loadBalancers.isEmpty)
        }
    }
    @Test("stops when the lease is lost, and changes nothing any more")
    func lost() async throws {
        var settings = SandboxSettings()
        settings.settle = .seconds(3600)
        try await ClusterWorkplace.with(settings: settings) { place in
            place.add("web")
            place.cluster.inject(FaultRule("PUT", "\(Self.lease)/*", times: nil, .respond(status: 500)))
            let ending = try await place.occm.run(Self.apply)
            #expect(ending.status == 1)
            #expect(ending.errors.contains("was lost while changes were made, and they were stopped"))
            let changes = place.workplace.sandbox.calls.map(\.template).filter { !$0.hasPrefix("GET") }
            #expect(changes.filter { !$0.contains("tokens") } == ["POST /load-balancer/v2.0/lbaas/loadbalancers"])
        }
    }
}
